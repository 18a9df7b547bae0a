package shop.common.remote;

import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import shop.common.problem.Problems;

/** Work was not begun, because its caller no longer waits for it; answered with 503. */
public final class DeadlineExceededException extends ErrorResponseException {

    DeadlineExceededException() {
        super(
                HttpStatus.SERVICE_UNAVAILABLE,
                Objects.requireNonNull(
                        Problems.unavailable("This service, within the deadline,").getBody()),
                null);
        getHeaders().set(Deadline.HEADER, Deadline.PASSED);
    }
}
