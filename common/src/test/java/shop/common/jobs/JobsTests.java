package shop.common.jobs;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.annotation.Scheduled;

class JobsTests {

    record Waiting(CountDownLatch begun, CountDownLatch end) {

        @Scheduled(fixedDelay = 10)
        void waitForTheEnd() throws InterruptedException {
            begun.countDown();
            end.await();
        }
    }

    record Busy(AtomicInteger rounds) {

        @Scheduled(fixedDelay = 10)
        void goRound() {
            rounds.incrementAndGet();
        }
    }

    @Test
    void areNotKeptWaitingByOneThatWaits() {
        Waiting waiting = new Waiting(new CountDownLatch(1), new CountDownLatch(1));
        Busy busy = new Busy(new AtomicInteger());
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(
                                JobsAutoConfiguration.class, TaskSchedulingAutoConfiguration.class))
                .withPropertyValues("spring.threads.virtual.enabled=true")
                .withBean(Waiting.class, () -> waiting)
                .withBean(Busy.class, () -> busy)
                .run(_ -> {
                    try {
                        waiting.begun().await();
                        int before = busy.rounds().get();
                        await().until(() -> busy.rounds().get() > before + 2);
                    } finally {
                        waiting.end().countDown();
                    }
                });
    }
}
