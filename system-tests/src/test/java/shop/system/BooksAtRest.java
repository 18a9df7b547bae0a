package shop.system;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;

/** The books of a shop in which nothing moves. */
public final class BooksAtRest {

    private BooksAtRest() {}

    /** Waits until nothing moves any more, {@link Patience#LIMIT} at most. */
    public static Answer seenBy(Person operator) {
        return await().pollInterval(Duration.ofMillis(200))
                .ignoreException(UncheckedIOException.class)
                .until(() -> operator.get("/api/books"), BooksAtRest::areThese);
    }

    private static boolean areThese(Answer books) {
        return books.status() == 200
                && books.number("/orders/pending") == 0
                && books.number("/orders/confirmed") == 0
                && books.number("/orders/cancelling") == 0
                && books.number("/orders/sagasUnfinished") == 0;
    }
}
