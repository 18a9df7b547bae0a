package shop.order.saga;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.springframework.transaction.support.TransactionTemplate;
import shop.order.saga.definition.SagaDefinition;
import shop.simulation.Json;
import shop.simulation.ProcessTime;

/** Production's runner, finisher and recovery in one order process, in its time. */
public final class Sagas {

    private static final int WORKERS = 2;

    private final InMemorySagaLog log;
    private final MeterRegistry meters;
    private final ProcessTime time;
    private final SagaRunner runner;

    /** With nothing to recover yet. */
    public Sagas(
            InMemorySagaLog log,
            TransactionTemplate transaction,
            MeterRegistry meters,
            ProcessTime time) {
        this.log = log;
        this.meters = meters;
        this.time = time;
        Time sagaTime = new Time(time);
        SagaFence fence = new SagaFence(log, transaction, meters);
        SagaFinisher finisher = new SagaFinisher(log, fence, transaction, sagaTime);
        this.runner =
                new SagaRunner(
                        log,
                        fence,
                        finisher,
                        new Queue(finisher, fence, log.stuck(), sagaTime),
                        meters,
                        sagaTime);
    }

    /** Who drives. */
    public SagaRunner runner() {
        return runner;
    }

    /** What sweeps for sagas of these definitions. */
    public Runnable recovery(List<SagaDefinition<?>> definitions) {
        return new Recovery(definitions)::sweep;
    }

    private final class Recovery extends SagaRecovery {

        Recovery(List<SagaDefinition<?>> definitions) {
            super(
                    log,
                    new SagaRows(Json.MAPPER),
                    runner,
                    log.stuck(),
                    meters,
                    definitions,
                    new Time(time));
        }

        @Override
        void inBackground(Runnable work) {
            time.spawn(work);
        }
    }

    /** Its workers begin when there is something to do, and end when there is not. */
    private final class Queue extends FinishQueue {

        private int working;

        Queue(SagaFinisher finisher, SagaFence fence, StuckSagas stuck, SagaTime time) {
            super(finisher, fence, stuck, time);
        }

        @Override
        void submit(SagaRun<?> run) {
            super.submit(run);
            if (working < WORKERS) {
                working++;
                time.spawn(this::work);
            }
        }

        private void work() {
            SagaRun<?> next = poll();
            while (next != null) {
                finishWith(next);
                next = poll();
            }
            working--;
        }
    }

    /** A process's time as sagas know it. */
    record Time(ProcessTime time) implements SagaTime {

        @Override
        public long nanos() {
            return time.nanos();
        }

        @Override
        public boolean pause(Duration duration) {
            time.sleep(duration);
            return true;
        }

        @Override
        public double random() {
            return time.random();
        }

        @Override
        public void inBackground(String name, Runnable work) {
            time.spawn(work);
        }
    }
}
