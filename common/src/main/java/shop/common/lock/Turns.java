package shop.common.lock;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets this process's threads go for a lock one at a time, in the order in which they came: a crowd
 * waits here, where it costs nothing, and Redis sees one of each process.
 *
 * <p>Without Redis it is what remains of the locks. The wait is bounded: after five seconds, longer
 * than any caller waits for an answer, the work is done out of turn.
 */
final class Turns {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();

    /**
     * Does the work when it is its turn at every stripe.
     *
     * @param stripes sorted, so that callers never wait in a circle
     */
    <T> T await(String family, List<Integer> stripes, Supplier<T> work) {
        Deque<Semaphore> taken = new ArrayDeque<>();
        try {
            long end = System.nanoTime() + LONGEST_WAIT.toNanos();
            for (int stripe : stripes) {
                Semaphore turn =
                        turns.computeIfAbsent(family + stripe, _ -> new Semaphore(1, true));
                if (turn.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    taken.push(turn);
                }
            }
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return work.get();
        } finally {
            taken.forEach(Semaphore::release);
        }
    }
}
