package shop.common.lock;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Locks that are granted to several holders at once, or to everybody: whatever must hold, holds
 * with these too. They exist in the profile {@code test} only.
 */
final class PorousLocks implements Locks {

    private final int holders;
    private final Map<String, Semaphore> locks = new ConcurrentHashMap<>();

    /**
     * @param holders how many at a time may hold a lock; 0: all who ask
     */
    PorousLocks(int holders) {
        this.holders = holders;
    }

    @Override
    public <T> T holding(String family, Collection<String> keys, Supplier<T> work) {
        RedisLocks.requireNoTransaction();
        if (holders == 0) {
            return work.get();
        }
        List<Semaphore> wanted =
                keys.stream()
                        .sorted()
                        .distinct()
                        .map(key ->
                                locks.computeIfAbsent(family + key, _ -> new Semaphore(holders)))
                        .toList();
        wanted.forEach(Semaphore::acquireUninterruptibly);
        try {
            return work.get();
        } finally {
            wanted.forEach(Semaphore::release);
        }
    }
}
