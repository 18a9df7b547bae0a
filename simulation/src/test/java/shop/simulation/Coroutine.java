package shop.simulation;

import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;
import org.jspecify.annotations.Nullable;

/**
 * Code that stops in its middle and goes on later, on the same thread. One that is never resumed
 * dies as a process does: without {@code finally}.
 */
final class Coroutine {

    private static final ContinuationScope SCOPE = new ContinuationScope("simulation");

    // A thread's scoped values are whatever the last one to pause left: each starts from none.
    private static final ScopedValue<Coroutine> CURRENT = ScopedValue.newInstance();

    private final Continuation continuation;
    private @Nullable Throwable thrown;

    Coroutine(Runnable body) {
        continuation = new Continuation(SCOPE, () -> run(body));
    }

    private void run(Runnable body) {
        try {
            body.run();
        } catch (RuntimeException | Error e) {
            thrown = e;
        }
    }

    /** Runs it until it pauses or ends. */
    void resume() {
        ScopedValue.where(CURRENT, this).run(continuation::run);
        switch (thrown) {
            case Error e -> throw e;
            case RuntimeException e -> throw e;
            case null, default -> {}
        }
    }

    /** Stops the one that is running here. */
    static void pause() {
        if (!Continuation.yield(SCOPE)) {
            throw new IllegalStateException("cannot pause here");
        }
    }
}
