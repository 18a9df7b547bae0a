package shop.instances;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;

class FarewellTests {

    private final ServiceRegistry<Registration> registry = mock();
    private final Registration self = mock();
    private final DiscoveryClient known = mock();

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "2, 1", "3, 1"})
    void isSaidWhereThereAreOthers(int instances, int farewells) {
        when(self.getServiceId()).thenReturn("tea-service");
        when(known.getInstances("tea-service")).thenReturn(Collections.nCopies(instances, self));

        new Farewell(registry, self, known).stop();

        verify(registry, times(farewells)).deregister(self);
    }
}
