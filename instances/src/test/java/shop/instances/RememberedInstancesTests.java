package shop.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

class RememberedInstancesTests {

    private static final ServiceInstance FIRST =
            new DefaultServiceInstance("orders:1", "orders", "localhost", 1, false);
    private static final ServiceInstance SECOND =
            new DefaultServiceInstance("orders:2", "orders", "localhost", 2, false);

    private List<ServiceInstance> told = List.of(FIRST, SECOND);
    private long nanos;

    private final RememberedInstances instances =
            new RememberedInstances(
                    new ServiceInstanceListSupplier() {
                        @Override
                        public String getServiceId() {
                            return "orders";
                        }

                        @Override
                        public Flux<List<ServiceInstance>> get() {
                            return Flux.defer(() -> Flux.just(told));
                        }
                    },
                    () -> nanos);

    private List<ServiceInstance> known() {
        return Objects.requireNonNull(instances.get().blockFirst());
    }

    private void pass(int seconds) {
        nanos += Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void areThoseThatAreKnown() {
        assertThat(known()).containsExactly(FIRST, SECOND);

        told = List.of(SECOND);

        assertThat(known()).containsExactly(SECOND);
    }

    @Test
    void areTheLastOnesWhereSuddenlyThereIsNone() {
        known();
        pass(3_600);
        told = List.of();

        assertThat(known()).containsExactly(FIRST, SECOND);

        pass(14);
        assertThat(known()).containsExactly(FIRST, SECOND);
    }

    @Test
    void areNoneWhereThereIsNoneForLong() {
        known();
        told = List.of();
        known();
        pass(14);
        known();
        pass(1);

        assertThat(known()).isEmpty();

        told = List.of(FIRST);
        assertThat(known()).containsExactly(FIRST);
        told = List.of();
        assertThat(known()).as("once more").containsExactly(FIRST);
    }

    @Test
    void areTheLastOnesWhereThereIsNoneOnceMoreAfterAQuietTime() {
        known();
        told = List.of();
        known();
        pass(3_600);

        assertThat(known()).containsExactly(FIRST, SECOND);
    }

    @Test
    void areNoneWhereThereNeverWasOne() {
        told = List.of();

        assertThat(known()).isEmpty();
    }
}
