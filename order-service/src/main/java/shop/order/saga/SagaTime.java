package shop.order.saga;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Time, chance and threads as those who drive sagas know them; a simulation has its own. */
interface SagaTime {

    /** As {@link System#nanoTime()}: only differences mean anything. */
    long nanos();

    /** Waits so long; false if this thread is to stop. */
    boolean pause(Duration duration);

    /** From 0 to 1. */
    double random();

    /** Does the work some time, while the caller goes on. */
    void inBackground(String name, Runnable work);

    /** This process's own. */
    @Component
    final class Real implements SagaTime {

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public boolean pause(Duration duration) {
            try {
                TimeUnit.NANOSECONDS.sleep(duration.toNanos());
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public double random() {
            return ThreadLocalRandom.current().nextDouble();
        }

        @Override
        public void inBackground(String name, Runnable work) {
            Thread.ofVirtual().name(name).start(work);
        }
    }
}
