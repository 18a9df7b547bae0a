package shop.common.batch;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The batches of every service. */
@AutoConfiguration
class BatchAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Batches batches(MeterRegistry meters) {
        return new Batches(meters);
    }
}
