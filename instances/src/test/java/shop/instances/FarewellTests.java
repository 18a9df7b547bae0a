package shop.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

class FarewellTests {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "2, 1", "3, 1"})
    void isSaidWhereThereAreOthers(int instances, int farewells) {
        DiscoveryClient known = mock();
        when(known.getInstances("tea-service"))
                .thenReturn(
                        Collections.nCopies(
                                instances,
                                new DefaultServiceInstance(
                                        "id", "tea-service", "localhost", 1, false)));
        AtomicInteger said = new AtomicInteger();

        new Farewell(said::incrementAndGet, "tea-service", known).stop();

        assertThat(said).hasValue(farewells);
    }
}
