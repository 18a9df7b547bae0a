package shop.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A request of a customer who does not give up: he repeats it with the same key until he knows, as
 * the contract tells him to.
 */
record Purchase(Person customer, String key, String body) {

    static Purchase of(Person customer, String sku, int quantity) {
        return new Purchase(customer, UUID.randomUUID().toString(), Person.lines(sku, quantity));
    }

    /** Sends it until the shop is at work on it: there is a saga then. */
    void accepted() {
        until("/api/orders", answer -> !answer.isDecided());
    }

    /** Sends it until it is decided. */
    Answer decided() {
        return until("/api/orders", Purchase::isFinal);
    }

    /** Cancels the order until that is decided. */
    Answer cancelled(Answer order) {
        return until("/api/orders/" + order.at("/id") + "/cancellation", Purchase::isFinal);
    }

    private Answer until(String path, Predicate<Answer> wanted) {
        return await().pollDelay(Duration.ZERO)
                .until(() -> sent(path), answer -> answer.filter(wanted).isPresent())
                .orElseThrow();
    }

    private Optional<Answer> sent(String path) {
        try {
            return Optional.of(customer.post(path, key, body));
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static boolean isFinal(Answer answer) {
        return answer.status() < 500 && answer.isDecided();
    }

    /** Waits until the order is paid and handed over, or was undone in good order. */
    void ended(Answer told) {
        await().pollDelay(Duration.ZERO)
                .until(() -> status(told), Set.of("COMPLETED", "CANCELLED")::contains);
    }

    /** The same key has the same answer for ever, and it is true. */
    void assertTold(Answer told) {
        Answer again = decided();
        assertThat(again.status()).as(again.toString()).isEqualTo(told.status());
        assertThat(again.response().body()).isEqualTo(told.response().body());
        assertThat(status(told))
                .isIn(
                        told.status() == 201
                                ? List.of("CONFIRMED", "COMPLETED", "CANCELLING", "CANCELLED")
                                : List.of("CANCELLED"));
    }

    private String status(Answer told) {
        String id = told.json().path("order").asString(told.at("/id"));
        return await().pollDelay(Duration.ZERO)
                .ignoreException(UncheckedIOException.class)
                .until(() -> customer.get("/api/orders/" + id), answer -> answer.status() < 500)
                .at("/status");
    }
}
