package shop.common.remote;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/**
 * What is known after a remote call. A caller that switches over it cannot take "I don't know" for
 * "no".
 *
 * @param <T> the answer
 */
public sealed interface RemoteOutcome<T> {

    /** The peer did it, and this is its answer. */
    record Answered<T>(T value) implements RemoteOutcome<T> {}

    /** The peer decided against it, for a reason of its business; it will not happen. */
    record Refused<T>(Refusal refusal) implements RemoteOutcome<T> {}

    /** The peer never began: nothing happened. */
    record NotSent<T>(Trouble why) implements RemoteOutcome<T> {}

    /** It may have happened, or may still happen. Ask again with the same key, or undo it. */
    record Unknown<T>(Trouble why) implements RemoteOutcome<T> {}

    /**
     * The 4xx that are decisions of the business; any other says that this service may not call, or
     * not now.
     */
    Set<Integer> REFUSALS = Set.of(400, 402, 404, 409, 410, 422);

    /**
     * Makes the call and tells what is known afterwards. Why there is no answer is logged here and
     * told in a word. Exceptions that do not come from calling pass through.
     */
    static <T> RemoteOutcome<T> of(Supplier<T> call) {
        try {
            return new Answered<>(call.get());
        } catch (HttpClientErrorException e) {
            return Failures.isRefusal(e)
                    ? new Refused<>(Refusal.of(e))
                    : new NotSent<>(Failures.logged(e));
        } catch (CallNotPermittedException
                | BulkheadFullException
                | DeadlineExceededException
                | OAuth2AuthorizationException e) {
            return new NotSent<>(Failures.logged(e));
        } catch (IllegalStateException e) {
            if (!Failures.isNoInstance(e)) {
                throw e;
            }
            return new NotSent<>(Failures.logged(e));
        } catch (RestClientException e) {
            return Failures.isNeverConnected(e)
                    ? new NotSent<>(Failures.logged(e))
                    : new Unknown<>(Failures.logged(e));
        }
    }

    /** The same outcome with another answer in it. */
    default <R> RemoteOutcome<R> map(Function<? super T, ? extends R> answer) {
        return switch (this) {
            case Answered<T>(T value) -> new Answered<>(answer.apply(value));
            case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
            case NotSent<T>(Trouble why) -> new NotSent<>(why);
            case Unknown<T>(Trouble why) -> new Unknown<>(why);
        };
    }
}
