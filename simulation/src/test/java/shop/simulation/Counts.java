package shop.simulation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What happened, over many worlds: a fault that never does is not tolerated but missing. */
final class Counts {

    private final Map<Fault, LongAdder> faults = new EnumMap<>(Fault.class);
    private final Map<Sight, LongAdder> sights = new EnumMap<>(Sight.class);
    private final MeterRegistry meters = new SimpleMeterRegistry();

    /** What the protocol has to show for the faults. */
    enum Sight {
        ORDERS,
        COMPLETED,
        CANCELLED,
        TOMBSTONES,
        EXPIRED_HOLDS,
        REPLAYS,
        REPEATS,
        SET_ASIDE,
        ENDED_AFTER_SET_ASIDE
    }

    Counts() {
        for (Fault fault : Fault.values()) {
            faults.put(fault, new LongAdder());
        }
        for (Sight sight : Sight.values()) {
            sights.put(sight, new LongAdder());
        }
    }

    void add(Fault fault) {
        Objects.requireNonNull(faults.get(fault)).increment();
    }

    void add(Sight sight) {
        Objects.requireNonNull(sights.get(sight)).increment();
    }

    /** Where production counts what it does. */
    MeterRegistry meters() {
        return meters;
    }

    /** All of them by name. */
    Map<String, Long> all() {
        Map<String, Long> all = new TreeMap<>();
        faults.forEach((fault, count) -> all.put(name(fault), count.sum()));
        sights.forEach((sight, count) -> all.put(name(sight), count.sum()));
        all.put("fenced", metered("shop.saga.fenced"));
        all.put("takeovers", metered("shop.saga.takeovers"));
        all.put("undone", metered("shop.saga.undone"));
        all.put("abandoned", metered("shop.saga.abandoned"));
        return all;
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private long metered(String name) {
        return (long) meters.find(name).counters().stream().mapToDouble(c -> c.count()).sum();
    }
}
