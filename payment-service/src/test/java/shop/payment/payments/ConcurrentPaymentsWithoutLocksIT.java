package shop.payment.payments;

import java.util.Collection;
import java.util.function.Supplier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import shop.common.lock.Locks;

/** With locks that do nothing. */
@Import(ConcurrentPaymentsWithoutLocksIT.NoLocks.class)
class ConcurrentPaymentsWithoutLocksIT extends ConcurrentPayments {

    @TestConfiguration(proxyBeanMethods = false)
    static class NoLocks {

        @Bean
        Locks locks() {
            return new Locks() {
                @Override
                public <T> T holding(String family, Collection<String> keys, Supplier<T> work) {
                    return work.get();
                }
            };
        }
    }
}
