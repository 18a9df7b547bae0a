package shop.common.idempotency;

import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.crash.CrashPoints;
import shop.common.problem.Problems;
import shop.edge.ProblemType;

/** Requests that are done within one transaction, answer and all. */
public final class IdempotentRequests {

    private final IdempotencyKeys keys;
    private final TransactionTemplate transaction;

    IdempotentRequests(IdempotencyKeys keys, TransactionTemplate transaction) {
        this.keys = keys;
        this.transaction = transaction;
    }

    /**
     * Does the work if the key is fresh, in one transaction with the key and the answer; otherwise
     * replays the first answer, or says why it cannot. Work that throws is not remembered.
     */
    public ResponseEntity<?> once(IdempotencyKey key, byte[] fingerprint, Supplier<Answer> work) {
        ResponseEntity<?> response =
                transaction.execute(_ -> {
                    Claim claim = keys.claim(key, fingerprint);
                    if (!(claim instanceof Claim.Fresh)) {
                        return repeated(claim);
                    }
                    Answer answer = work.get();
                    keys.answer(key, answer);
                    CrashPoints.hit("once.before-commit");
                    return answer.toResponse();
                });
        CrashPoints.hit("once.after-commit");
        return response;
    }

    /**
     * What to tell a request whose key is not fresh.
     *
     * @throws IllegalArgumentException if it is
     */
    public static ResponseEntity<?> repeated(Claim claim) {
        return switch (claim) {
            case Claim.Fresh() -> throw new IllegalArgumentException("the key is fresh");
            case Claim.Answered(Answer answer) -> answer.toReplay();
            case Claim.InProgress() -> inProgress();
            case Claim.Reused() -> reused();
        };
    }

    /** 409 {@code request-in-progress}. */
    public static ResponseEntity<ProblemDetail> inProgress() {
        return ResponseEntity.status(HttpStatus.CONFLICT)
                .header("Retry-After", "1")
                .body(
                        Problems.of(
                                ProblemType.REQUEST_IN_PROGRESS,
                                "The same key is being worked on right now."));
    }

    /** 422 {@code idempotency-key-reused}. */
    private static ResponseEntity<ProblemDetail> reused() {
        return ResponseEntity.unprocessableContent()
                .body(
                        Problems.of(
                                ProblemType.IDEMPOTENCY_KEY_REUSED,
                                "This key came before with another request; take a new one."));
    }
}
