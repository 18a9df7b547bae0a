package shop.common.batch;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import shop.common.remote.Deadline;
import shop.common.remote.DeadlineExceededException;

/**
 * Does many things at once, and when that breaks, finds those that break it.
 *
 * <p>A batch that breaks is halved, its halves are tried, and so on: one damaged item among {@code
 * n} costs about {@code 2 log n} more tries. All pieces of one size are tried before smaller ones,
 * so that most is done first if the time does not suffice for all.
 */
public final class Batches {

    private static final Logger LOG = LoggerFactory.getLogger(Batches.class);

    private final MeterRegistry meters;

    /** Failures are counted here, in {@code shop.batch.failures} by the name of the batch. */
    public Batches(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * What became of a batch.
     *
     * @param done what the work answered; it need not have an answer for every item
     * @param failed those that broke the work even alone; nothing was done for them
     */
    public record Outcome<K, R>(Map<K, R> done, Set<K> failed) {}

    /**
     * Does the work for all items for which it can be done. The others are logged, each with its
     * exception, and counted. One whose rows another transaction has locked is logged only.
     *
     * @param name what is done, for the log and the meter
     * @param items no two alike
     * @param work all or nothing: what it did before it threw is undone; called again with some of
     *     the items, in their order
     * @throws RuntimeException what the work threw, if that says nothing about the items: the
     *     database is away or slow, or nobody waits any more; pieces that were done stay done
     */
    public <K, R> Outcome<K, R> each(
            String name, List<K> items, Function<List<K>, Map<K, R>> work) {
        Outcome<K, R> outcome = new Outcome<>(new HashMap<>(), new HashSet<>());
        Queue<List<K>> pieces = new ArrayDeque<>(List.of(items));
        while (!pieces.isEmpty()) {
            Deadline.check();
            List<K> piece = pieces.remove();
            try {
                outcome.done().putAll(work.apply(piece));
            } catch (RuntimeException e) {
                if (isAboutNoItem(e)) {
                    throw e;
                }
                if (piece.size() > 1) {
                    pieces.addAll(halves(piece));
                } else {
                    outcome.failed().addAll(piece);
                    report(name, piece, e);
                }
            }
        }
        return outcome;
    }

    private static boolean isAboutNoItem(RuntimeException e) {
        return switch (e) {
            case DataAccessResourceFailureException _, QueryTimeoutException _ -> true;
            case CannotCreateTransactionException _, TransactionSystemException _ -> true;
            case DeadlineExceededException _ -> true;
            default -> false;
        };
    }

    private static <K> List<List<K>> halves(List<K> piece) {
        int half = piece.size() / 2;
        return List.of(piece.subList(0, half), piece.subList(half, piece.size()));
    }

    private void report(String name, List<?> item, RuntimeException cause) {
        if (cause instanceof PessimisticLockingFailureException) {
            LOG.warn("{} was not done for {}: {}", name, item, cause.toString());
            return;
        }
        meters.counter("shop.batch.failures", "batch", name).increment();
        LOG.error("{} failed for {}, and went on without it", name, item, cause);
    }
}
