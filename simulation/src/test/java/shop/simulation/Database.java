package shop.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.SimpleTransactionStatus;

/**
 * A database in memory. A transaction is one step: nobody else does anything between its first
 * statement and its commit. Around it everything can happen.
 */
public final class Database implements PlatformTransactionManager {

    private final World world;
    private final boolean remote;
    private final List<Runnable> undo = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private boolean open;
    private long jumped;

    /**
     * An empty one.
     *
     * @param remote whether it lies beyond a network, as the order processes' does; a participant's
     *     failures are those of its calls
     */
    Database(World world, boolean remote) {
        this.world = world;
        this.remote = remote;
    }

    /** The database's clock, in nanoseconds. */
    public long now() {
        return world.now() + jumped;
    }

    void jump(long nanos) {
        jumped += nanos;
    }

    /** One statement: in the open transaction, or in one of its own. */
    public <T extends @Nullable Object> T statement(Supplier<T> work) {
        if (open) {
            return work.get();
        }
        before(cause -> new DataAccessResourceFailureException("the database is away", cause));
        open = true;
        try {
            T result = work.get();
            if (end(remote && world.happens(Fault.COMMIT_IN_DOUBT))) {
                throw new DataAccessResourceFailureException(
                        "connection lost", new Injected(Fault.COMMIT_IN_DOUBT));
            }
            return result;
        } catch (RuntimeException e) {
            rollback();
            throw e;
        }
    }

    /** What is done after the commit, and not at all after a crash. */
    public void afterCommit(Runnable work) {
        later.add(work);
    }

    void onRollback(Runnable work) {
        if (open) {
            undo.add(work);
        }
    }

    @Override
    public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
        if (open) {
            throw new IllegalStateException("a transaction within a transaction");
        }
        before(cause -> new CannotCreateTransactionException("the database is away", cause));
        open = true;
        return new SimpleTransactionStatus(true);
    }

    @Override
    public void commit(TransactionStatus status) {
        if (status.isRollbackOnly()) {
            rollback();
        } else if (end(remote && world.happens(Fault.COMMIT_IN_DOUBT))) {
            throw new TransactionSystemException(
                    "connection lost", new Injected(Fault.COMMIT_IN_DOUBT));
        }
    }

    @Override
    public void rollback(TransactionStatus status) {
        rollback();
    }

    private void before(Function<Injected, RuntimeException> away) {
        if (remote) {
            world.step();
            if (world.happens(Fault.DATABASE_AWAY)) {
                throw away.apply(new Injected(Fault.DATABASE_AWAY));
            }
        }
    }

    private boolean end(boolean inDoubt) {
        boolean lost = inDoubt && world.choices().oneOf(2) == 0;
        boolean changed = !undo.isEmpty();
        if (lost) {
            rollback();
            return true;
        }
        open = false;
        undo.clear();
        if (changed) {
            world.checks().look();
        }
        List<Runnable> due = List.copyOf(later);
        later.clear();
        // Who dies before his commit died at the step before: nobody has seen anything since.
        if (remote && changed) {
            world.mayDie();
        }
        due.forEach(Runnable::run);
        return inDoubt;
    }

    private void rollback() {
        for (Runnable taken : undo.reversed()) {
            taken.run();
        }
        undo.clear();
        later.clear();
        open = false;
    }
}
