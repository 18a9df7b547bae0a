package shop.common.problem;

import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A body turned out longer than allowed while it was read; answered with 413. */
public final class PayloadTooLargeException extends IOException {

    private final int limit;

    /**
     * @param limit how long a body may be, in bytes
     */
    public PayloadTooLargeException(int limit) {
        super("the body is longer than " + limit + " bytes");
        this.limit = limit;
    }

    /** What to tell the caller. */
    public ProblemDetail problem() {
        return Problems.of(
                HttpStatus.CONTENT_TOO_LARGE,
                "payload-too-large",
                "Payload too large",
                "A body has at most %s bytes.".formatted(limit));
    }
}
