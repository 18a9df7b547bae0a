package shop.local;

import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import shop.local.topology.ShopFailure;

/** The same work on many things at once. */
final class Parallel {

    private Parallel() {}

    /** Returns when all are done. The first failure interrupts the others and is thrown. */
    static <T> void forEach(Collection<T> items, Consumer<T> work) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var completion = new ExecutorCompletionService<Boolean>(threads);
            items.forEach(item -> completion.submit(() -> work.accept(item), true));
            try {
                for (int i = 0; i < items.size(); i++) {
                    completion.take().get();
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw e.getCause() instanceof RuntimeException cause
                        ? cause
                        : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new ShopFailure("Interrupted.", e);
            }
        }
    }
}
