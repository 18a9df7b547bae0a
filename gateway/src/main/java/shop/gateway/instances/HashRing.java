package shop.gateway.instances;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.codec.digest.MurmurHash3;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Keys and instances as points on a circle: a key belongs to the first instance clockwise, so when
 * an instance joins or leaves only the keys before its own points move (D. Karger et al.,
 * Consistent Hashing and Random Trees, STOC 1997).
 *
 * <p>With bounded loads an instance that has its fill is passed by, and the key goes to the next
 * one clockwise that has room (V. Mirrokni, M. Thorup, M. Zadimoghaddam, Consistent Hashing with
 * Bounded Loads, SODA 2018); ε is 1/4.
 *
 * <p>An instance has 4,096 points (virtual nodes). So its share of the keys is 1/N with a standard
 * deviation of at most 1/√4096, or 1.6 %, of that, and more than 1.1/N is six deviations away. They
 * cost about 250 KB an instance, and a few milliseconds whenever the set of instances changes.
 *
 * <p>Immutable, and the same in every gateway: it depends on the names alone. Points are the first
 * half of MurmurHash3 x64 128 with seed 0.
 */
final class HashRing {

    private static final int POINTS_PER_INSTANCE = 4_096;

    private final Set<String> instances;
    private final NavigableMap<Long, String> ring = new TreeMap<>(); // a red-black tree

    HashRing(Collection<String> instances) {
        this.instances = Set.copyOf(instances);
        // Sorted, so that two instances on the same point do not depend on who came first.
        new TreeSet<>(instances).forEach(this::add);
    }

    private void add(String instance) {
        for (int i = 0; i < POINTS_PER_INSTANCE; i++) {
            ring.putIfAbsent(pointOf(instance + "#" + i), instance);
        }
    }

    /** Whose ring it is. */
    Set<String> instances() {
        return instances;
    }

    /**
     * Who gets one more request for this key.
     *
     * @param loads how many requests each has that may get it; at least one of them is on the ring
     * @return the first clockwise with less than its {@link #capacity}
     */
    String ownerOf(String key, Map<String, Integer> loads) {
        int total = loads.values().stream().mapToInt(Integer::intValue).sum();
        int capacity = capacity(total, loads.size());
        long point = pointOf(key);
        String owner = firstWithRoom(ring.tailMap(point, true), loads, capacity);
        if (owner == null) {
            owner = firstWithRoom(ring.headMap(point, false), loads, capacity);
        }
        Assert.notNull(owner, () -> "no instance is on the ring of " + loads.keySet());
        return owner;
    }

    /** The most one of them may have after one more: 1.25 times the mean, rounded up. */
    static int capacity(int total, int instances) {
        return Math.ceilDiv(5 * (total + 1), 4 * instances);
    }

    /** No stream: it would ask for the arc's size, and that is counted point by point. */
    private static @Nullable String firstWithRoom(
            Map<Long, String> arc, Map<String, Integer> loads, int capacity) {
        for (String instance : arc.values()) {
            Integer load = loads.get(instance);
            if (load != null && load < capacity) {
                return instance;
            }
        }
        return null;
    }

    private static long pointOf(String name) {
        return MurmurHash3.hash128x64(name.getBytes(StandardCharsets.UTF_8))[0];
    }
}
