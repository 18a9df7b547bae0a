package shop.inventory.products;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import shop.common.cache.CacheSpec;

/**
 * What is remembered of products that were shown.
 *
 * <p>Not guaranteed: that nobody sees an old number. Whoever read just before a change may remember
 * it just after; its short time to live ends that.
 */
@Component
public class ProductCache {

    static final String NAME = "products";

    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(10);

    private final Cache cache;

    ProductCache(CacheManager caches) {
        this.cache = Objects.requireNonNull(caches.getCache(NAME));
    }

    /** Forgets them: at once, or once the current transaction has committed. */
    public void forgetCommitted(Collection<Sku> skus) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            skus.forEach(cache::evict);
        } else if (!skus.isEmpty()) {
            List<Sku> changed = List.copyOf(skus);
            TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                        @Override
                        public void afterCommit() {
                            changed.forEach(cache::evict);
                        }
                    });
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Specification {

        @Bean
        CacheSpec shownProducts() {
            return new CacheSpec(NAME, ProductView.class, TIME_TO_LIVE);
        }
    }
}
