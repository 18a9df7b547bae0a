package shop.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The same buckets in this process alone, for as many callers as memory is set aside for. */
@Component
class LocalBuckets {

    /** Beyond it the longest unseen caller is forgotten and starts afresh. */
    private static final int MOST_CALLERS = 10_000;

    private final RateLimit limit;
    private final TimeMeter clock;
    private final Cache<String, Bucket> buckets;

    @Autowired
    LocalBuckets(RateLimit limit) {
        this(limit, TimeMeter.SYSTEM_NANOTIME);
    }

    LocalBuckets(RateLimit limit, TimeMeter clock) {
        this.limit = limit;
        this.clock = clock;
        // A bucket that was not touched for this long is full, so forgetting it changes nothing.
        long secondsToFill = 1L + limit.burstCapacity() / limit.replenishRate();
        this.buckets =
                Caffeine.newBuilder()
                        .maximumSize(MOST_CALLERS)
                        .expireAfterAccess(Duration.ofSeconds(secondsToFill))
                        .build();
    }

    boolean tryTake(String caller) {
        return buckets.get(caller, unseen -> fullBucket()).tryConsume(1);
    }

    private Bucket fullBucket() {
        return Bucket.builder()
                .addLimit(bandwidth ->
                        bandwidth
                                .capacity(limit.burstCapacity())
                                .refillGreedy(limit.replenishRate(), Duration.ofSeconds(1)))
                .withCustomTimePrecision(clock)
                .build();
    }
}
