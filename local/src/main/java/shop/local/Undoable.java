package shop.local;

import java.time.Duration;

/** Work that is undone when it fails, and when Ctrl-C ends the JVM in the middle of it. */
final class Undoable {

    private Undoable() {}

    static void run(Runnable work, Runnable undo) {
        Thread hook = new Thread(undo, "undo");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            work.run();
            remove(hook);
        } catch (RuntimeException e) {
            remove(hook);
            undo.run();
            throw e;
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException theJvmIsEnding) {
            // Then the hook has the last word, and whatever happens here is its doing.
            awaitTheEnd();
        }
    }

    private static void awaitTheEnd() {
        try {
            Thread.sleep(Duration.ofMinutes(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
