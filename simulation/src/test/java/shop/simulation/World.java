package shop.simulation;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Time, what happens in it, and who decides about that. One thread, one history. */
public final class World {

    static final long MILLIS = TimeUnit.MILLISECONDS.toNanos(1);
    static final long SECONDS = TimeUnit.SECONDS.toNanos(1);

    private final Choices choices;
    private final Counts counts;
    private final Trace trace;
    private final Checks checks = new Checks(this);
    private final Events events;
    private long now;
    private boolean faulty = true;
    private long healedAt = Long.MAX_VALUE;
    private @Nullable Task running;
    private @Nullable Violation violation;

    World(Choices choices, Counts counts, Trace trace) {
        this.choices = choices;
        this.events = new Events(choices);
        this.counts = counts;
        this.trace = trace;
    }

    /** True time since it began, which no process knows. */
    public long now() {
        return now;
    }

    Choices choices() {
        return choices;
    }

    /** What is looked at after every commit. */
    public Checks checks() {
        return checks;
    }

    Counts counts() {
        return counts;
    }

    /** Tells what happens to whoever replays this world. */
    public void tell(Supplier<String> what) {
        trace.add(now, running == null ? "" : running.process().name(), what);
    }

    boolean happens(Fault fault) {
        boolean happens = faulty && choices.happens(fault);
        if (happens) {
            counts.add(fault);
            tell(fault::name);
        }
        return happens;
    }

    /** No fault from now on. */
    void heal() {
        tell(() -> "everything heals");
        faulty = false;
        healedAt = now;
    }

    boolean isFaulty() {
        return faulty;
    }

    long healedAt() {
        return healedAt;
    }

    /** Lets this happen after that time. */
    void in(long nanos, Object actor, Runnable action) {
        events.add(now + nanos, actor, action);
    }

    /** Begins a task of this process. */
    void spawn(Node process, Runnable body) {
        new Task(this, process, body).wake(0);
    }

    /** Lets the next thing happen; false if nothing ever will. */
    boolean goOn() {
        Events.Event next = events.next();
        if (next == null) {
            return false;
        }
        now = next.time();
        next.action().run();
        if (violation != null) {
            throw violation;
        }
        return true;
    }

    /** Nothing more happens here, even if production catches what is thrown. */
    void end(Violation first) {
        if (violation == null) {
            violation = first;
        }
    }

    void run(Task task, Coroutine coroutine) {
        running = task;
        try {
            coroutine.resume();
        } finally {
            running = null;
        }
    }

    /** The task that is running. */
    Task running() {
        if (running == null) {
            throw new IllegalStateException("nobody is running");
        }
        return running;
    }

    /** The running task waits that long. */
    void sleep(long nanos) {
        running().wake(nanos);
        Coroutine.pause();
    }

    /** A point at which others may come first, or the process may die. */
    void step() {
        mayDie();
        sleep(choices.between(0, MILLIS));
    }

    void mayDie() {
        if (running().process().isMortal() && happens(Fault.CRASH)) {
            die();
        }
    }

    /** The running process dies, here. */
    void die() {
        running().process().crash();
        Coroutine.pause();
        throw new IllegalStateException("the dead do not go on");
    }
}
