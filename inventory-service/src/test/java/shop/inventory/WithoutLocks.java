package shop.inventory;

import java.util.Collection;
import java.util.function.Supplier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import shop.common.lock.Locks;

/** Locks that do nothing: whatever must hold, holds without them. */
@TestConfiguration(proxyBeanMethods = false)
public class WithoutLocks {

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
