package shop.order.saga;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.crash.CrashPoints;

/**
 * Performs the steps after the pivot, for many sagas at once: while one batch is under way the next
 * one gathers.
 *
 * <p>The queue is only speed, and a saga that breaks its batch is finished alone. A saga that is
 * lost from it is found in the log when its lease is over.
 */
@Component
class SagaFinisher implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SagaFinisher.class);
    private static final int WORKERS = 2;
    private static final int BATCH = 100;
    private static final int QUEUE = 10_000;

    private final SagaLog log;
    private final TransactionTemplate transaction;
    private final SagaFence fence;
    private final SagaTime time;
    private final BlockingQueue<SagaRun<?>> queue = new LinkedBlockingQueue<>(QUEUE);
    private final List<Thread> workers = new ArrayList<>();

    SagaFinisher(SagaLog log, SagaFence fence, TransactionTemplate transaction, SagaTime time) {
        this.log = log;
        this.transaction = transaction;
        this.fence = fence;
        this.time = time;
    }

    /** Finishes it soon, or, when the queue is full, whenever somebody finds it in the log. */
    void submit(SagaRun<?> run) {
        if (!queue.offer(run)) {
            LOG.warn("too many sagas to finish at once; {} waits in the log", run.id());
        }
    }

    private void work() {
        try {
            while (!Thread.interrupted()) {
                finishWith(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Finishes this one, together with those that wait. */
    void finishWith(SagaRun<?> first) {
        List<SagaRun<?>> batch = new ArrayList<>(BATCH);
        batch.add(first);
        queue.drainTo(batch, BATCH - 1);
        batch.stream()
                .collect(groupingBy(SagaRun::definition, LinkedHashMap::new, toList()))
                .values()
                .forEach(this::finishOrLeave);
    }

    /** The first of those that wait, if any does. */
    @Nullable SagaRun<?> poll() {
        return queue.poll();
    }

    private void finishOrLeave(List<SagaRun<?>> group) {
        try {
            finishUnchecked(group);
        } catch (RuntimeException e) {
            LOG.warn("{} sagas are left to the log", group.size(), e);
        }
    }

    // All of one group have one definition, and so one type of data.
    @SuppressWarnings({"unchecked", "rawtypes"})
    private void finishUnchecked(List<SagaRun<?>> group) {
        try {
            List<SagaRun<?>> after = finish((List) group);
            after.stream().filter(run -> !run.state().isEnded()).forEach(this::letGo);
        } catch (RuntimeException e) {
            if (SagaLog.isOutage(e)) {
                throw e;
            } else if (group.size() > 1) {
                group.forEach(run -> finishOrLeave(List.of(run)));
            } else {
                SagaRun<?> poisoned = group.getFirst();
                LOG.error("saga {} cannot go on", poisoned.id(), e);
                log.setAside(poisoned.id(), poisoned.epoch(), String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * Takes all of them as far as they go now. Those that did not come to their end are as before
     * in the log, and still the caller's.
     */
    <T> List<SagaRun<T>> finish(List<SagaRun<T>> runs) {
        List<SagaRun<T>> going = runs;
        List<SagaStep<T>> steps = runs.getFirst().definition().steps();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof SagaStep.MustFinish<T> step) {
                going = perform(step, i, going);
            }
        }
        List<SagaRun<T>> done = new ArrayList<>();
        List<SagaRun<T>> after = new ArrayList<>();
        for (SagaRun<T> run : going) {
            switch (run.decide(time.nanos())) {
                case SagaDecision.Complete() -> done.add(run);
                case SagaDecision.Abandon(Undone why) -> after.add(abandon(run, why));
                default -> after.add(run);
            }
        }
        after.addAll(complete(done));
        return after;
    }

    /** Performs the step for those that are at it; the others pass through. */
    private <T> List<SagaRun<T>> perform(
            SagaStep.MustFinish<T> step, int index, List<SagaRun<T>> runs) {
        SagaDecision here = new SagaDecision.Finish(index);
        List<SagaRun<T>> due =
                runs.stream().filter(run -> run.decide(time.nanos()).equals(here)).toList();
        if (due.isEmpty()) {
            return runs;
        }
        Instant start = Instant.now();
        List<StepOutcome> outcomes =
                SagaRunner.performAll(
                        step.name(),
                        due.size(),
                        () -> step.action().apply(due.stream().map(SagaRun::data).toList()));
        Instant now = Instant.now();
        List<SagaRun<T>> after =
                new ArrayList<>(
                        runs.stream()
                                .filter(run -> !run.decide(time.nanos()).equals(here))
                                .toList());
        for (int i = 0; i < due.size(); i++) {
            SagaRun<T> run = due.get(i);
            after.add(
                    run.with(
                            SagaDecider.afterStep(
                                    run.state(), index, outcomes.get(i), start, now)));
        }
        return after;
    }

    private <T> List<SagaRun<T>> complete(List<SagaRun<T>> runs) {
        if (runs.isEmpty()) {
            return runs;
        }
        List<SagaRun<T>> ended =
                runs.stream()
                        .map(run -> run.with(run.state().with(SagaState.Phase.COMPLETED)))
                        .toList();
        String name = ended.getFirst().definition().name();
        Consumer<List<T>> whenCompleted = ended.getFirst().definition().whenCompleted();
        Set<UUID> ours =
                transaction.execute(_ -> {
                    Set<UUID> completed = log.complete(ended);
                    whenCompleted.accept(
                            ended.stream()
                                    .filter(run -> completed.contains(run.id()))
                                    .map(SagaRun::data)
                                    .toList());
                    CrashPoints.hit("complete.before-commit", name);
                    return completed;
                });
        CrashPoints.hit("complete.after-commit", name);
        ended.stream().filter(run -> !ours.contains(run.id())).forEach(fence::refused);
        return ended;
    }

    private <T> SagaRun<T> abandon(SagaRun<T> run, Undone why) {
        var makeGood = run.definition().ifImpossible();
        if (makeGood == null) {
            return run.with(run.state().with((Undone) null).withAttention(true));
        }
        SagaRun<T> ended = run.with(run.state().with(SagaState.Phase.UNDONE));
        boolean ours =
                transaction.execute(_ -> {
                    boolean written = log.write(ended, SagaLog.LEASE);
                    if (written) {
                        makeGood.accept(run.data(), why);
                    }
                    CrashPoints.hit("log.before-commit", "abandon");
                    return written;
                });
        CrashPoints.hit("log.after-commit", "abandon");
        if (!ours) {
            fence.refused(run);
        }
        return ended;
    }

    /** Logs what failed; any instance tries again after a pause. */
    private void letGo(SagaRun<?> run) {
        Duration pause = SagaDecider.pause(run.state().attempts(), time.random());
        if (!log.write(run, pause)) {
            fence.refused(run);
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
        workers.forEach(Thread::interrupt);
        workers.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !workers.isEmpty();
    }
}
