package shop.order.saga;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionTemplate;
import shop.order.saga.definition.SagaDefinition;
import shop.simulation.Json;
import shop.simulation.ProcessTime;

/** Production's runner, finisher and recovery in one order process, in its time. */
public final class Sagas {

    private static final int WORKERS = 2;

    private final MeterRegistry meters;
    private final ProcessTime time;
    private final Time sagaTime;
    private final SagaLeases leases;
    private final SagaFence fence;
    private final FinishQueue queue;
    private final SagaRunner runner;

    /** With nothing to recover yet. */
    public Sagas(
            InMemorySagaLog log,
            TransactionTemplate transaction,
            MeterRegistry meters,
            ProcessTime time) {
        this.meters = meters;
        this.time = time;
        this.sagaTime = new Time(time);
        this.leases = log.leases();
        this.fence = new SagaFence(log, leases, transaction, meters, sagaTime);
        SagaFinisher finisher = new SagaFinisher(log, leases, fence, transaction, sagaTime);
        this.queue =
                new Queue(new FinishBatches(finisher, fence, leases, sagaTime), leases, sagaTime);
        this.runner = new SagaRunner(fence, leases, finisher, queue, sagaTime);
    }

    /** Who drives. */
    public SagaRunner runner() {
        return runner;
    }

    /** What sweeps for sagas of these definitions. */
    public Runnable recovery(List<SagaDefinition<?>> definitions) {
        return new SagaRecovery(
                        leases,
                        new SagaRows(Json.MAPPER),
                        fence,
                        runner,
                        queue,
                        meters,
                        definitions,
                        sagaTime)
                ::sweep;
    }

    /** Its workers begin when there is something to do, and end when there is not. */
    private final class Queue extends FinishQueue {

        private int working;

        Queue(FinishBatches batches, SagaLeases leases, SagaTime time) {
            super(batches, leases, time);
        }

        @Override
        void submit(SagaRun<?> run, Consumer<Boolean> whenLeft) {
            super.submit(run, whenLeft);
            if (working < WORKERS) {
                working++;
                time.spawn(this::work);
            }
        }

        private void work() {
            boolean some = finishSome();
            while (some) {
                some = finishSome();
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
