package shop.common.lock;

import java.util.Collection;
import java.util.function.Supplier;

/**
 * Queues those who are about to contend for the same rows, so that they wait outside the database's
 * connection pool.
 */
public interface Locks {

    /**
     * Does the work while holding the locks of these keys. Keys share a bounded set of locks, which
     * are taken in one order everywhere, so two callers never wait for each other.
     *
     * <p>The work begins its transaction inside and has committed when it returns. Not guaranteed:
     * that no other caller works on these keys. The wait is bounded, a lock's lease ends by itself,
     * a caller with several locks to take waits for none that another process holds, and without
     * Redis only the threads of this process wait for each other.
     *
     * @param family what the keys are keys of, such as {@code stock}
     * @throws IllegalStateException if called within a transaction, which would then outlive the
     *     lock
     */
    <T> T holding(String family, Collection<String> keys, Supplier<T> work);
}
