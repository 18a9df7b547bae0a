package shop.common.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.support.AbstractValueAdaptingCache;
import shop.common.cache.SharedEntries.Claim;

/**
 * A small near cache before the entries that all processes share.
 *
 * <p>What is near is there from the moment its read begins: whoever comes meanwhile joins, an
 * eviction removes it even then, and its time begins then too. So a value read before an eviction
 * is given to no reader who asks after this process has heard of it, and if it never does, to none
 * who asks later than the near time.
 */
final class LayeredCache extends AbstractValueAdaptingCache {

    private static final int MOST_NEAR = 10_000;

    private final String name;
    private final SharedEntries shared;
    private final MeterRegistry meters;
    private final Cache<String, CompletableFuture<Object>> near;

    LayeredCache(CacheSpec spec, SharedEntries shared, MeterRegistry meters) {
        super(true);
        this.name = spec.name();
        this.shared = shared;
        this.meters = meters;
        this.near =
                Caffeine.newBuilder()
                        .maximumSize(MOST_NEAR)
                        .expireAfterWrite(spec.nearTime())
                        .recordStats()
                        .build();
        CaffeineCacheMetrics.monitor(meters, near, name, Tags.of("layer", "near"));
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Cache<String, CompletableFuture<Object>> getNativeCache() {
        return near;
    }

    /** What the processes share, not what is near. */
    @Override
    protected @Nullable Object lookup(Object key) {
        return shared.find(shared.keyOf(key));
    }

    /**
     * The value, which only one of all who ask loads; without Redis, one in each process. The
     * others wait for it, so a loader has time limits of its own, and does not ask for its key.
     */
    @Override
    @SuppressWarnings("unchecked") // the caller's own type, as everywhere in Spring's caches
    public <T> @Nullable T get(Object key, Callable<T> loader) {
        String entry = shared.keyOf(key);
        CompletableFuture<Object> value = near.getIfPresent(entry);
        if (value == null) {
            CompletableFuture<Object> own = new CompletableFuture<>();
            value = near.asMap().putIfAbsent(entry, own);
            if (value == null) {
                value = own;
                complete(own, entry, loader);
            }
        }
        try {
            return (T) fromStoreValue(value.join());
        } catch (CompletionException e) {
            throw new ValueRetrievalException(key, loader, e.getCause());
        }
    }

    private void complete(CompletableFuture<Object> value, String entry, Callable<?> loader) {
        try {
            value.complete(sharedOrLoaded(entry, loader));
        } catch (Throwable e) {
            near.asMap().remove(entry, value);
            value.completeExceptionally(e);
        }
    }

    private Object sharedOrLoaded(String entry, Callable<?> loader) throws Exception {
        Claim claim = shared.claim(entry);
        count(claim);
        return switch (claim) {
            case Claim.Found(Object value) -> value;
            case Claim.Leased(String lease) -> loadedAndStored(entry, lease, loader);
            case Claim.Refused() -> toStoreValue(loader.call());
        };
    }

    private Object loadedAndStored(String entry, String lease, Callable<?> loader)
            throws Exception {
        try {
            Object value = toStoreValue(loader.call());
            shared.store(entry, lease, value);
            return value;
        } catch (Throwable e) {
            shared.giveUp(entry, lease);
            throw e;
        }
    }

    private void count(Claim claim) {
        String result =
                switch (claim) {
                    case Claim.Found _ -> "hit";
                    case Claim.Leased _ -> "miss";
                    case Claim.Refused _ -> "refused";
                };
        meters.counter("cache.gets", "cache", name, "layer", "redis", "result", result).increment();
    }

    /** Not supported: what was read before an eviction must not be stored after it. */
    @Override
    public void put(Object key, @Nullable Object value) {
        throw new UnsupportedOperationException(
                "only what was loaded under a lease is stored: @Cacheable(sync = true)");
    }

    @Override
    public void evict(Object key) {
        shared.evict(List.of(shared.keyOf(key)));
        near.invalidate(shared.keyOf(key));
    }

    @Override
    public void clear() {
        shared.clear();
        near.invalidateAll();
    }
}
