package shop.order.saga;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sagas that are past their pivot and wait to be finished, in batches: while one is under way the
 * next one gathers.
 *
 * <p>The queue is only speed. Those that wait keep their leases until this process is told to stop;
 * one that is lost, or finds the queue full, is found in the log when its lease is over. A process
 * that stops finishes first what it has confirmed, for eight seconds at most.
 */
@Component
class FinishQueue implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(FinishQueue.class);
    private static final int WORKERS = 2;
    static final int MOST = 2000;
    private static final Duration HALF_A_LEASE = SagaLog.LEASE.dividedBy(2);
    private static final Duration DRAINED = Duration.ofSeconds(8);

    private final FinishBatches batches;
    private final SagaLeases leases;
    private final SagaTime time;
    private final int most;
    private final Semaphore room;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final List<Thread> workers = new ArrayList<>();

    FinishQueue(FinishBatches batches, SagaLeases leases, SagaTime time) {
        this.batches = batches;
        this.leases = leases;
        this.time = time;
        this.most = time.most(MOST);
        this.room = new Semaphore(most);
    }

    private static final class Waiting {
        private volatile SagaRun<?> run;
        private final Consumer<Boolean> whenLeft;

        Waiting(SagaRun<?> run, Consumer<Boolean> whenLeft) {
            this.run = run;
            this.whenLeft = whenLeft;
        }

        /** Whatever the listener throws, the others of its batch leave the queue, too. */
        void leave(boolean gotOn) {
            try {
                whenLeft.accept(gotOn);
            } catch (Throwable e) {
                LOG.error("the listener of saga {} failed", run.id(), e);
            }
        }
    }

    /**
     * Finishes it soon, or leaves it to the next sweep that finds room. When it has left the queue,
     * this is told once: whether it, or one that it was tried with, has ended.
     */
    void submit(SagaRun<?> run, Consumer<Boolean> whenLeft) {
        if (room.tryAcquire()) {
            queue.add(new Waiting(run, whenLeft));
        } else {
            LOG.warn("too many sagas to finish at once; {} waits in the log", run.id());
            whenLeft.accept(false);
        }
    }

    /** How many more it takes now. */
    int room() {
        return room.availablePermits();
    }

    /** Renews the leases of those that wait, where they are half over; one statement for all. */
    void renew() {
        long now = time.nanos();
        List<Waiting> due = new ArrayList<>();
        Set<UUID> ours =
                leases.renew(() -> {
                    queue.stream()
                            .filter(w -> !w.run.isLeasedFor(HALF_A_LEASE, now))
                            .forEach(due::add);
                    return due.stream().<SagaRun<?>>map(w -> w.run).toList();
                });
        due.stream()
                .filter(w -> ours.contains(w.run.id()))
                .forEach(w -> w.run = w.run.leased(now, SagaLog.LEASE));
    }

    /** Finishes the first of those that wait, with others; false if none does. */
    boolean finishSome() {
        Waiting first = queue.poll();
        if (first != null) {
            finishWith(first);
        }
        return first != null;
    }

    private void finishWith(Waiting first) {
        List<Waiting> some = new ArrayList<>();
        some.add(first);
        queue.drainTo(some, time.most(FinishBatches.LARGEST) - 1);
        Map<UUID, Waiting> newest = new LinkedHashMap<>();
        some.forEach(waiting -> newest.merge(waiting.run.id(), waiting, this::newer));
        List<SagaRun<?>> runs = newest.values().stream().<SagaRun<?>>map(w -> w.run).toList();
        for (List<SagaRun<?>> batch : FinishBatches.of(runs)) {
            if (FinishBatches.isAlone(batch)) {
                time.inBackground("saga-alone", () -> finish(batch, newest));
            } else {
                finish(batch, newest);
            }
        }
    }

    /** Of a saga that was lost and taken over again, only the newest goes on: once a batch. */
    private Waiting newer(Waiting one, Waiting other) {
        boolean first = one.run.epoch() > other.run.epoch();
        room.release();
        (first ? other : one).leave(false);
        return first ? one : other;
    }

    private void finish(List<SagaRun<?>> batch, Map<UUID, Waiting> waiting) {
        boolean gotOn = false;
        try {
            gotOn = batches.finish(batch);
        } catch (Throwable e) {
            LOG.error("{} sagas to finish are left to the log", batch.size(), e);
        } finally {
            room.release(batch.size());
            for (SagaRun<?> run : batch) {
                Objects.requireNonNull(waiting.get(run.id())).leave(gotOn);
            }
        }
    }

    private void work() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                finishWith(queue.take());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Throwable e) { // a worker that ends is one that nothing starts again
                LOG.error("sagas to finish are left to the log", e);
            }
        }
    }

    @Override
    public synchronized void start() {
        for (int i = 0; i < WORKERS; i++) {
            workers.add(Thread.ofVirtual().name("saga-finisher-" + i).start(this::work));
        }
    }

    @Override
    public synchronized void stop() {
        long end = System.nanoTime() + DRAINED.toNanos();
        try {
            if (room.tryAcquire(most, DRAINED.toMillis(), TimeUnit.MILLISECONDS)) {
                room.release(most);
            } else {
                LOG.warn("{} confirmed sagas are left to the log", queue.size());
            }
            for (Thread worker : workers) {
                worker.interrupt();
                worker.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !workers.isEmpty();
    }

    /** After the web server, and after those that drive in the background. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 2048;
    }
}
