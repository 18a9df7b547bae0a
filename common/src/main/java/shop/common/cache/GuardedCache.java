package shop.common.cache;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cache.Cache;
import org.springframework.data.redis.serializer.SerializationException;

/**
 * A cache that is never in the way: what fails is a miss, or is not done, and while the breaker is
 * open nothing is even tried.
 */
final class GuardedCache implements Cache {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedCache.class);

    private final Cache cache;
    private final CircuitBreaker breaker;

    GuardedCache(Cache cache, CircuitBreaker breaker) {
        this.cache = cache;
        this.breaker = breaker;
    }

    @Override
    public String getName() {
        return cache.getName();
    }

    @Override
    public Object getNativeCache() {
        return cache.getNativeCache();
    }

    @Override
    public @Nullable ValueWrapper get(Object key) {
        return guarded(() -> cache.get(key));
    }

    @Override
    public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
        return guarded(() -> cache.get(key, type));
    }

    @Override
    @SuppressWarnings("unchecked") // the caller's own type, as everywhere in Spring's caches
    public <T> @Nullable T get(Object key, Callable<T> loader) {
        ValueWrapper known = get(key);
        if (known != null) {
            return (T) known.get();
        }
        try {
            T loaded = loader.call();
            put(key, loaded);
            return loaded;
        } catch (Exception e) {
            throw new ValueRetrievalException(key, loader, e);
        }
    }

    @Override
    public void put(Object key, @Nullable Object value) {
        guarded(() -> {
            cache.put(key, value);
            return null;
        });
    }

    @Override
    public void evict(Object key) {
        guarded(() -> {
            cache.evict(key);
            return null;
        });
    }

    @Override
    public void clear() {
        guarded(() -> {
            cache.clear();
            return null;
        });
    }

    private <T> @Nullable T guarded(Supplier<@Nullable T> access) {
        if (!breaker.tryAcquirePermission()) {
            return null;
        }
        long start = System.nanoTime();
        try {
            T result = access.get();
            breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return result;
        } catch (SerializationException e) {
            breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            LOG.warn("an entry of the cache {} cannot be read: {}", getName(), e.getMessage());
            return null;
        } catch (RuntimeException e) {
            breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, e);
            LOG.debug("the cache {} is away", getName(), e);
            return null;
        }
    }
}
