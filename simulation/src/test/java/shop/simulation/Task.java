package shop.simulation;

/** A coroutine of a process, which goes on only while that process lives and is not paused. */
final class Task {

    private final World world;
    private final Node process;
    private final int incarnation;
    private final Coroutine coroutine;

    Task(World world, Node process, Runnable body) {
        this.world = world;
        this.process = process;
        this.incarnation = process.incarnation();
        this.coroutine = new Coroutine(body);
    }

    Node process() {
        return process;
    }

    /** Lets it go on after this time. */
    void wake(long nanos) {
        world.in(nanos, this, this::goOn);
    }

    private void goOn() {
        if (process.incarnation() != incarnation) {
            return;
        }
        if (process.pausedUntil() > world.now()) {
            process.hold(this);
            return;
        }
        world.run(this, coroutine);
    }
}
