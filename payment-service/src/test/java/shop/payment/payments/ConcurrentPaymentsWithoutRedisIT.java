package shop.payment.payments;

import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** With a Redis that cannot be reached. */
@Import(ConcurrentPaymentsWithoutRedisIT.NoRedis.class)
class ConcurrentPaymentsWithoutRedisIT extends ConcurrentPayments {

    @TestConfiguration(proxyBeanMethods = false)
    static class NoRedis {

        @Bean
        DataRedisConnectionDetails redis() {
            return new DataRedisConnectionDetails() {
                @Override
                public Standalone getStandalone() {
                    return Standalone.of("localhost", 1);
                }
            };
        }
    }
}
