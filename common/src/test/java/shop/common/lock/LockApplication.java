package shop.common.lock;

import io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** A process with locks, and nothing else. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    DataRedisAutoConfiguration.class,
    CircuitBreakerAutoConfiguration.class,
    LockAutoConfiguration.class
})
class LockApplication {

    /** Asks for locks, and knows whether it got all of them. */
    record Asker(Locks locks, MeterRegistry meters) {

        boolean areGranted(List<String> names) {
            double granted = outcomes("granted");
            double all = outcomes(null);
            locks.holding("stock", names, () -> true);
            double more = outcomes("granted") - granted;
            return more > 0 && more == outcomes(null) - all;
        }

        private double outcomes(@Nullable String outcome) {
            return meters.find("shop.locks").counters().stream()
                    .filter(it -> outcome == null || outcome.equals(it.getId().getTag("outcome")))
                    .mapToDouble(Counter::count)
                    .sum();
        }
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    Asker asker(Locks locks, MeterRegistry meters) {
        return new Asker(locks, meters);
    }
}
