package shop.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Many at once. */
public final class Crowd {

    private Crowd() {}

    /** Lets so many of them begin at the same moment, and returns what each got, in order. */
    public static <T> List<T> of(int people, IntFunction<T> act) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> results =
                    IntStream.range(0, people)
                            .mapToObj(i -> threads.submit(afterwards(start, () -> act.apply(i))))
                            .toList();
            start.countDown();
            List<T> got = new ArrayList<>();
            for (Future<T> result : results) {
                got.add(result.get());
            }
            return got;
        }
    }

    private static <T> Callable<T> afterwards(CountDownLatch start, Callable<T> act) {
        return () -> {
            start.await();
            return act.call();
        };
    }
}
