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
public class Sagas {

    private static final int WORKERS = 2;

    private final Needs needs;
    private final InMemorySagaLeases leases;
    private final SagaFence fence;
    private final Queue queue;
    private final SagaRunner runner;
    private final Time time;

    /** What they are made of. */
    public record Needs(
            InMemorySagaLog log,
            Checks checks,
            TransactionTemplate transaction,
            MeterRegistry meters,
            ProcessTime time) {}

    /** With nothing to recover yet. */
    public Sagas(Needs needs) {
        this.needs = needs;
        this.time = new Time(needs.time());
        InMemorySagaLog log = needs.log();
        this.leases = new InMemorySagaLeases(log, needs.checks());
        this.fence = new SagaFence(log, leases, needs.transaction(), needs.meters(), time);
        var finisher = new SagaFinisher(log, leases, fence, needs.transaction(), time);
        this.queue = new Queue(new FinishBatches(finisher, fence, leases, time));
        this.runner = new SagaRunner(fence, leases, finisher, queue, time);
    }

    /** Who drives. */
    public SagaRunner runner() {
        return runner;
    }

    /** What sweeps for sagas of these definitions. */
    public Runnable recovery(List<SagaDefinition<?>> definitions) {
        return new SagaRecovery(
                        leases,
                        needs.log().rows(),
                        fence,
                        runner,
                        queue,
                        needs.meters(),
                        definitions,
                        time)
                ::sweep;
    }

    /** A saga comes to the queue. */
    protected void submit(SagaRun<?> run, Consumer<Boolean> whenLeft) {
        queue.enter(run, whenLeft);
    }

    /** Its workers begin when there is something to do, and end when there is not. */
    private final class Queue extends FinishQueue {

        private int working;

        Queue(FinishBatches batches) {
            super(batches, leases, time);
        }

        @Override
        void submit(SagaRun<?> run, Consumer<Boolean> whenLeft) {
            Sagas.this.submit(run, whenLeft);
        }

        private void enter(SagaRun<?> run, Consumer<Boolean> whenLeft) {
            super.submit(run, whenLeft);
            if (working < WORKERS) {
                working++;
                time.inBackground("worker", this::work);
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
        public int most(int usually) {
            return time.most(usually);
        }

        @Override
        public void inBackground(String name, Runnable work) {
            time.spawn(work);
        }
    }
}
