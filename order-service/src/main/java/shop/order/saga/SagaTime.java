package shop.order.saga;

import java.time.Duration;

/** Time, chance and threads as those who drive sagas know them; a simulation has its own. */
interface SagaTime {

    /** As {@link System#nanoTime()}: only differences mean anything. */
    long nanos();

    void sleep(Duration duration) throws InterruptedException;

    /** From 0 to 1. */
    double random();

    /** Does the work some time, while the caller goes on. */
    void inBackground(String name, Runnable work);
}
