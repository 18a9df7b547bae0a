package shop.simulation;

import java.time.Duration;

/** Time, chance, bounds and threads of one order process. */
public interface ProcessTime {

    /** By its own clock. */
    long nanos();

    /** The running task waits. */
    void sleep(Duration duration);

    /** From 0 to 1. */
    double random();

    /** How many at a time, where production has so many. */
    int most(int usually);

    /** Begins a task. */
    void spawn(Runnable work);
}
