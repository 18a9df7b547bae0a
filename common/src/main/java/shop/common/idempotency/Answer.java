package shop.common.idempotency;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * An answer as it was, or will be, sent.
 *
 * @param status the HTTP status
 * @param body the JSON text
 * @param location the {@code Location} header, if any
 */
public record Answer(int status, String body, @Nullable String location) {

    /** As a response: a problem for a 4xx, {@code Retry-After} on a 202. */
    public ResponseEntity<String> toResponse() {
        return response().body(body);
    }

    /** The same, marked as {@code Idempotent-Replayed}. */
    public ResponseEntity<String> toReplay() {
        return response().header("Idempotent-Replayed", "true").body(body);
    }

    private ResponseEntity.BodyBuilder response() {
        HttpStatusCode code = HttpStatusCode.valueOf(status);
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(code)
                        .contentType(
                                code.isError()
                                        ? MediaType.APPLICATION_PROBLEM_JSON
                                        : MediaType.APPLICATION_JSON);
        if (location != null) {
            response.location(URI.create(location));
        }
        if (status == 202) {
            response.header("Retry-After", "1");
        }
        return response;
    }
}
