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
 * <p>An old number is shown for some milliseconds after the commit that changed it; for half a
 * second by an instance that does not hear of it; and for eight seconds if the eviction does not
 * reach Redis, because this process is killed just then or has lost it while others have not.
 */
@Component
public class ProductCache {

    static final String NAME = "products";

    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(5);
    private static final Duration NEAR_TIME = Duration.ofMillis(500);

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
            return new CacheSpec(NAME, ProductView.class, TIME_TO_LIVE, NEAR_TIME);
        }
    }
}
