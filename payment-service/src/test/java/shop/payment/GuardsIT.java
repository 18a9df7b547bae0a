package shop.payment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import shop.testing.Guards;
import shop.testing.TimeLimits;

@RunningService
class GuardsIT {

    @Autowired private ApplicationContext service;

    @Test
    void guardsEveryCallByConfiguredBreakersOnly() {
        assertThat(Guards.missing(service)).isEmpty();
    }

    @Test
    void worksForNobodyLongerThanHeWaits() {
        TimeLimits.assertShorterThanTheCallers(service);
    }
}
