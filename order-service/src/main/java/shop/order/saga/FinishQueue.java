package shop.order.saga;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import shop.order.saga.definition.SagaDecider;

/**
 * Sagas that are past their pivot and wait to be finished, in batches: while one is under way the
 * next one gathers.
 *
 * <p>The queue is only speed, and a saga that breaks its batch is finished alone. A saga that is
 * lost from it is found in the log when its lease is over.
 */
@Component
class FinishQueue implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(FinishQueue.class);
    private static final int WORKERS = 2;
    private static final int BATCH = 100;
    private static final int QUEUE = 10_000;

    private final SagaFinisher finisher;
    private final SagaFence fence;
    private final StuckSagas stuck;
    private final SagaTime time;
    private final BlockingQueue<SagaRun<?>> queue = new LinkedBlockingQueue<>(QUEUE);
    private final List<Thread> workers = new ArrayList<>();

    FinishQueue(SagaFinisher finisher, SagaFence fence, StuckSagas stuck, SagaTime time) {
        this.finisher = finisher;
        this.fence = fence;
        this.stuck = stuck;
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
            List<SagaRun<?>> after = finisher.finish((List) group);
            after.stream().filter(run -> !run.state().isEnded()).forEach(this::letGo);
        } catch (RuntimeException e) {
            if (StuckSagas.isOutage(e)) {
                throw e;
            } else if (group.size() > 1) {
                group.forEach(run -> finishOrLeave(List.of(run)));
            } else {
                stuck.setAside(group.getFirst().id(), group.getFirst().epoch(), e);
            }
        }
    }

    /** Logs what failed; any instance tries again after a pause. */
    private void letGo(SagaRun<?> run) {
        fence.write(run, SagaDecider.pause(run.state().attempts(), time.random()));
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
