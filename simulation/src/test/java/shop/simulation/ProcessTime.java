package shop.simulation;

import java.time.Duration;

/** Time, chance and threads of one order process. */
public interface ProcessTime {

    /** By its own clock. */
    long nanos();

    /** The running task waits. */
    void sleep(Duration duration);

    /** From 0 to 1. */
    double random();

    /** Begins a task. */
    void spawn(Runnable work);
}
