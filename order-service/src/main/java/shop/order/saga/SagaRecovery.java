package shop.order.saga;

import static java.util.stream.Collectors.toMap;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import shop.common.crash.CrashPoints;
import shop.order.saga.definition.SagaDefinition;

/**
 * Looks, at the start and every second, on every instance, for sagas that have no driver, and goes
 * on with them. There is no leader, and nothing that only this process remembers.
 *
 * <p>At most {@value #DRIVERS} past their pivot are under way here at a time, and as many of the
 * others: neither wait for the other kind. When there were more, each one that got on lets the next
 * follow at once; while none gets on, more are tried only every second.
 */
@Component
class SagaRecovery implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SagaRecovery.class);
    private static final int DRIVERS = 64;
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration ALL_EVERY = Duration.ofSeconds(5);

    private final SagaLeases leases;
    private final SagaRows rows;
    private final SagaFence fence;
    private final SagaRunner runner;
    private final FinishQueue queue;
    private final MeterRegistry meters;
    private final Map<String, SagaDefinition<?>> definitions;
    private final SagaTime time;
    private final Semaphore pastPivot;
    private final Semaphore others;
    private final AtomicInteger wanted = new AtomicInteger();
    private volatile long allDue;
    private volatile boolean more;
    private final Lock rounds = new ReentrantLock(true);
    private boolean stopped; // guarded by rounds
    private volatile @Nullable Thread sweeper;

    SagaRecovery(
            SagaLeases leases,
            SagaRows rows,
            SagaFence fence,
            SagaRunner runner,
            FinishQueue queue,
            MeterRegistry meters,
            List<SagaDefinition<?>> definitions,
            SagaTime time) {
        this.leases = leases;
        this.rows = rows;
        this.fence = fence;
        this.runner = runner;
        this.queue = queue;
        this.meters = meters;
        this.time = time;
        this.pastPivot = new Semaphore(time.most(DRIVERS));
        this.others = new Semaphore(time.most(DRIVERS));
        this.definitions =
                definitions.stream().collect(toMap(SagaDefinition::name, Function.identity()));
        this.allDue = time.nanos();
    }

    /** Goes round once; where another thread is at it, that one goes round once more. */
    void sweep() {
        if (wanted.getAndIncrement() > 0) {
            return;
        }
        try {
            int seen;
            do {
                seen = wanted.get();
                round();
            } while (!wanted.compareAndSet(seen, 0));
        } catch (Throwable e) {
            wanted.set(0);
            throw e;
        }
    }

    private void round() {
        queue.renew();
        rounds.lock();
        try {
            if (!stopped) {
                takeSome();
            }
        } finally {
            rounds.unlock();
        }
    }

    private void takeSome() {
        // Only this thread takes some.
        int roomPastPivot = Math.min(pastPivot.availablePermits(), queue.room());
        int room = others.availablePermits();
        if (roomPastPivot + room == 0) {
            return;
        }
        long now = time.nanos();
        boolean all = now - allDue >= 0;
        CrashPoints.hit("takeover.before");
        List<SagaRow> found = leases.takeOver(roomPastPivot, room, all);
        CrashPoints.hit("takeover.after");
        long foundPastPivot = found.stream().filter(SagaRow::pastPivot).count();
        more = foundPastPivot == roomPastPivot || found.size() - foundPastPivot == room;
        if (all) {
            allDue = more ? now : now + ALL_EVERY.toNanos();
        }
        for (SagaRow row : found) {
            meters.counter("shop.saga.takeovers", "saga", row.name()).increment();
            Semaphore driver = row.pastPivot() ? pastPivot : others;
            driver.acquireUninterruptibly();
            time.inBackground(
                    "saga-" + row.id(), () -> goOn(row, now, gotOn -> left(driver, gotOn)));
        }
    }

    private void goOn(SagaRow row, long taken, Consumer<Boolean> whenLeft) {
        if (!leases.guard(row.id(), row.epoch(), () -> drive(row, taken, whenLeft))) {
            whenLeft.accept(false);
        }
    }

    private void drive(SagaRow row, long taken, Consumer<Boolean> whenLeft) {
        SagaDefinition<?> definition = definitions.get(row.name());
        if (definition == null) {
            throw new IllegalStateException("no saga is called " + row.name());
        }
        SagaRun<?> run = rows.takenOver(row, definition, taken);
        boolean ours = !rows.isSilentOf(row, run) || fence.write(run, SagaLog.LEASE);
        if (ours && run.isToBeFinished()) {
            queue.submit(run, whenLeft);
        } else {
            SagaRun<?> after = ours ? runner.goOn(run) : run;
            whenLeft.accept(ours && (after.state().isEnded() || after.isPastPivot()));
        }
    }

    private void left(Semaphore driver, boolean gotOn) {
        driver.release();
        if (gotOn && more) {
            sweepIfPossible();
        }
    }

    private void sweepIfPossible() {
        try {
            sweep();
        } catch (Throwable e) { // a sweeper that ends is one that nothing starts again
            LOG.error("the sagas cannot be looked through", e);
        }
    }

    private void sweepForEver() {
        try {
            while (true) {
                sweepIfPossible();
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void start() {
        setStopped(false);
        sweeper = Thread.ofPlatform().daemon().name("saga-sweeper").start(this::sweepForEver);
    }

    /** No more are taken over; those under way are {@link SagaTime.Real}'s. */
    @Override
    public synchronized void stop() {
        if (sweeper != null) {
            sweeper.interrupt();
            sweeper = null;
        }
        setStopped(true);
    }

    /** Once a round that is under way has begun to drive what it took over. */
    private void setStopped(boolean now) {
        rounds.lock();
        try {
            stopped = now;
        } finally {
            rounds.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        return sweeper != null;
    }
}
