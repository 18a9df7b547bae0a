package shop.order.saga;

import static java.util.stream.Collectors.toMap;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import shop.common.crash.CrashPoints;
import shop.order.saga.SagaLeases.Wanted;
import shop.order.saga.definition.SagaDefinition;

/**
 * Looks, at the start and every second, on every instance, for sagas that have no driver, and goes
 * on with them. There is no leader, and nothing that only this process remembers.
 *
 * <p>At most {@value #DRIVERS} past their pivot are under way here at a time, and as many of the
 * others: neither wait for the other kind. When a round left some, the next one begins as soon as
 * one of those under way got on; while none gets on, more are tried only every second.
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
    private final Kind pastPivot;
    private final Kind others;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean more;
    private volatile boolean stopping;
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
        this.pastPivot = new Kind(time);
        this.others = new Kind(time);
        this.definitions =
                definitions.stream().collect(toMap(SagaDefinition::name, Function.identity()));
    }

    /** One round, for one thread at a time. */
    void sweep() {
        queue.renew();
        long now = time.nanos();
        Wanted promised = pastPivot.wanted(queue.room(), now);
        Wanted open = others.wanted(DRIVERS, now);
        if (promised.most() + open.most() == 0) {
            return;
        }
        CrashPoints.hit("takeover.before");
        List<SagaRow> found = leases.takeOver(promised, open);
        CrashPoints.hit("takeover.after");
        int foundPastPivot = (int) found.stream().filter(SagaRow::pastPivot).count();
        int foundOthers = found.size() - foundPastPivot;
        boolean moreOpen = others.areLeft(open, foundOthers >= open.mostInTime(), now);
        more = pastPivot.areLeft(promised, foundPastPivot >= promised.most(), now) || moreOpen;
        found.forEach(row -> begin(row, now));
    }

    private void begin(SagaRow row, long taken) {
        meters.counter("shop.saga.takeovers", "saga", row.name()).increment();
        Semaphore driver = (row.pastPivot() ? pastPivot : others).drivers;
        driver.acquireUninterruptibly(); // there are as many as rows were asked for
        try {
            time.inBackground(
                    "saga-" + row.id(), () -> goOn(row, taken, gotOn -> left(driver, gotOn)));
        } catch (Throwable e) {
            driver.release();
            throw e;
        }
    }

    private void goOn(SagaRow row, long taken, Consumer<Boolean> whenLeft) {
        boolean handedOn = false;
        try {
            handedOn = leases.guard(row.id(), row.epoch(), () -> drive(row, taken, whenLeft));
        } finally {
            if (!handedOn) {
                whenLeft.accept(false);
            }
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
            wake.release();
        }
    }

    /** Waits until there is room for more of those that a round left, at most so long. */
    boolean awaitMore(Duration limit) throws InterruptedException {
        boolean woken = wake.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
        wake.drainPermits();
        return woken;
    }

    private void sweepUntilStopped() {
        try {
            while (!stopping) {
                try {
                    sweep();
                } catch (Throwable e) { // a sweeper that ends is one that nothing starts again
                    LOG.error("no saga is taken over; tried again in a second", e);
                }
                awaitMore(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void start() {
        stopping = false;
        sweeper = Thread.ofPlatform().daemon().name("saga-sweeper").start(this::sweepUntilStopped);
    }

    /**
     * No more are taken over. Returns when the driving of those has begun that a round under way
     * took over; {@link SagaTime.Real} waits for its end.
     */
    @Override
    public synchronized void stop() {
        Thread ending = sweeper;
        if (ending == null) {
            return;
        }
        stopping = true;
        wake.release();
        try {
            ending.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sweeper = null;
    }

    @Override
    public boolean isRunning() {
        return sweeper != null;
    }

    /** Those past their pivot, or the others; the sweeper's own. */
    private static final class Kind {

        private final Semaphore drivers;
        private long allDue;

        Kind(SagaTime time) {
            this.drivers = new Semaphore(time.most(DRIVERS));
            this.allDue = time.nanos();
        }

        Wanted wanted(int room, long now) {
            int most = Math.min(drivers.availablePermits(), room);
            boolean all = most > 0 && now - allDue >= 0;
            if (all) {
                allDue = now + ALL_EVERY.toNanos(); // also when that takes longer than it may
            }
            return new Wanted(most, all);
        }

        /** Whether there may be more of them; for all of those they are all looked for again. */
        boolean areLeft(Wanted wanted, boolean cutOff, long now) {
            if (cutOff && wanted.all()) {
                allDue = now;
            }
            return cutOff;
        }
    }
}
