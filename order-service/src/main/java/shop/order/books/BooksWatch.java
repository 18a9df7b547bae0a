package shop.order.books;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks at the books every five minutes and tells as a gauge, {@code shop.books.balanced}, whether
 * they balance: 1 if so, 0 if not, nothing ({@code NaN}) before the first look and when they could
 * not be read. Then it looks again soon.
 */
@Component
class BooksWatch {

    private static final Logger LOG = LoggerFactory.getLogger(BooksWatch.class);

    private static final Duration EVERY = Duration.ofMinutes(5);

    private final Supplier<Books> books;
    private volatile double balanced = Double.NaN;
    private volatile long next = System.nanoTime();

    @Autowired
    BooksWatch(BooksController controller, MeterRegistry meters) {
        this(controller::books, meters);
    }

    BooksWatch(Supplier<Books> books, MeterRegistry meters) {
        this.books = books;
        Gauge.builder("shop.books.balanced", () -> balanced)
                .description("Whether the books of all services balance")
                .register(meters);
    }

    @Scheduled(initialDelayString = "PT20S", fixedDelayString = "PT20S")
    void lookIfDue() {
        if (System.nanoTime() - next >= 0) {
            look();
        }
    }

    void look() {
        try {
            Books seen = books.get();
            balanced = seen.balanced() ? 1 : 0;
            next = System.nanoTime() + EVERY.toNanos();
            if (!seen.balanced()) {
                LOG.error("the books do not balance: {}", seen);
            }
        } catch (RuntimeException e) {
            balanced = Double.NaN;
            LOG.warn("the books cannot be read: {}", e.toString());
        }
    }
}
