package shop.common.problem;

import java.io.IOException;
import org.springframework.http.ProblemDetail;
import shop.edge.ProblemType;

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
                ProblemType.PAYLOAD_TOO_LARGE, "A body has at most %s bytes.".formatted(limit));
    }
}
