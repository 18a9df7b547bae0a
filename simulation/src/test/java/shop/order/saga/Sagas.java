package shop.order.saga;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionTemplate;
import shop.order.saga.definition.SagaDefinition;
import shop.simulation.Checks;
import shop.simulation.ProcessTime;

/** Production's runner, finisher and recovery in one order process, in its time. */
public final class Sagas {

    private static final int WORKERS = 2;

    private final InMemorySagaLog log;
    private final InMemorySagaLeases leases;
    private final SagaFence fence;
    private final FinishQueue queue;
    private final SagaRunner runner;
    private final MeterRegistry meters;
    private final Time time;

    /** With nothing to recover yet. */
    public Sagas(
            InMemorySagaLog log,
            Checks checks,
            TransactionTemplate transaction,
            MeterRegistry meters,
            ProcessTime processTime) {
        this.log = log;
        this.meters = meters;
        this.time = new Time(processTime);
        this.leases = new InMemorySagaLeases(log, checks);
        this.fence = new SagaFence(log, leases, transaction, meters, time);
        var finisher = new SagaFinisher(log, leases, fence, transaction, time);
        this.queue = new Queue(new FinishBatches(finisher, fence, leases, time), leases, time);
        this.runner = new SagaRunner(fence, leases, finisher, queue, time);
    }

    /** Who drives. */
    public SagaRunner runner() {
        return runner;
    }

    /** What sweeps for sagas of these definitions. */
    public Runnable recovery(List<SagaDefinition<?>> definitions) {
        return new SagaRecovery(leases, log.rows(), fence, runner, queue, meters, definitions, time)
                ::sweep;
    }

    /** Its workers begin when there is something to do, and end when there is not. */
    private static final class Queue extends FinishQueue {

        private final Time time;
        private int working;

        Queue(FinishBatches batches, SagaLeases leases, Time time) {
            super(batches, leases, time);
            this.time = time;
        }

        @Override
        void submit(SagaRun<?> run, Consumer<Boolean> whenLeft) {
            super.submit(run, whenLeft);
            if (working < WORKERS) {
                working++;
                time.inBackground("worker", this::work);
            }
        }

        private void work() {
            while (finishSome()) {
                // and the next
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
