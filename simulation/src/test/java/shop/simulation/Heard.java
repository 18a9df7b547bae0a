package shop.simulation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * What a customer hears.
 *
 * @param body the JSON; null in an answer that is not remembered, such as "in progress"
 */
public record Heard(int status, @Nullable String body, @Nullable String location) {

    /** What a controller returned. */
    public static Heard of(ResponseEntity<?> response) {
        String body = response.getBody() instanceof String text ? text : null;
        var location = response.getHeaders().getLocation();
        return new Heard(
                response.getStatusCode().value(),
                body,
                location == null ? null : location.toString());
    }

    /**
     * The order that it tells of.
     *
     * @throws IllegalStateException if it does not say where that is
     */
    UUID order() {
        if (location == null) {
            throw new IllegalStateException("no Location: " + this);
        }
        return UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
    }

    /** Whether this is the last word. */
    boolean isFinal() {
        return status != 202 && status < 500 && body != null;
    }
}
