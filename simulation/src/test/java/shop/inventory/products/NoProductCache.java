package shop.inventory.products;

import org.springframework.cache.support.NoOpCacheManager;

/** A cache that remembers nothing. */
public final class NoProductCache {

    private NoProductCache() {}

    /** Production's, on nothing. */
    public static ProductCache cache() {
        return new ProductCache(new NoOpCacheManager());
    }
}
