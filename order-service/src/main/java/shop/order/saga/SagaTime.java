package shop.order.saga;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Time, chance and threads as those who drive sagas know them; a simulation has its own. */
interface SagaTime {

    /** As {@link System#nanoTime()}: only differences mean anything. */
    long nanos();

    /** Waits so long; false if this thread is to stop. */
    boolean pause(Duration duration);

    /** From 0 to 1. */
    double random();

    /** How many at a time, where so many are usual; a simulation finds more with fewer. */
    default int most(int usual) {
        return usual;
    }

    /** Does the work some time, while the caller goes on. */
    void inBackground(String name, Runnable work);

    /** This process's own. One that stops waits some seconds for what is in the background. */
    @Component
    final class Real implements SagaTime, SmartLifecycle {

        private static final Logger LOG = LoggerFactory.getLogger(SagaTime.class);
        private static final int MANY = Integer.MAX_VALUE;
        private static final Duration DRAINED = Duration.ofSeconds(8);

        private final Semaphore idle = new Semaphore(MANY);
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

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
            idle.acquireUninterruptibly();
            threads.execute(() -> {
                try {
                    work.run();
                } catch (Throwable e) {
                    LOG.error("{} ends", name, e);
                } finally {
                    idle.release();
                }
            });
        }

        @Override
        public void start() {}

        @Override
        public void stop() {
            try {
                if (idle.tryAcquire(MANY, DRAINED.toMillis(), TimeUnit.MILLISECONDS)) {
                    idle.release(MANY);
                } else {
                    LOG.warn("{} sagas are left in their middle", MANY - idle.availablePermits());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public boolean isRunning() {
            return !threads.isShutdown();
        }

        /** After the web server, and before the queue of those that are to be finished. */
        @Override
        public int getPhase() {
            return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1024;
        }
    }
}
