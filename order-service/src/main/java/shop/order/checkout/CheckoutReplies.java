package shop.order.checkout;

import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.crash.CrashPoints;
import shop.common.idempotency.Answer;
import shop.common.idempotency.Claim;
import shop.common.idempotency.IdempotencyKey;
import shop.common.idempotency.IdempotencyKeys;
import shop.common.idempotency.IdempotentRequests;
import shop.common.problem.Problems;
import shop.common.problem.TraceIds;
import shop.common.remote.RemoteOutcome;
import shop.order.orders.PlacedOrder;

/**
 * What a request is told for which no saga decides, now: the key's answer if there is one, else
 * what becomes the key's answer.
 */
@Component
class CheckoutReplies {

    private final IdempotencyKeys keys;
    private final IdempotentRequests requests;
    private final CheckoutAnswers answers;
    private final TransactionTemplate transaction;
    private final TraceIds traceIds;

    CheckoutReplies(
            IdempotencyKeys keys,
            IdempotentRequests requests,
            CheckoutAnswers answers,
            TransactionTemplate transaction,
            TraceIds traceIds) {
        this.keys = keys;
        this.requests = requests;
        this.answers = answers;
        this.transaction = transaction;
        this.traceIds = traceIds;
    }

    /** 202 unless the order was decided meanwhile; remembered until it is decided. */
    ResponseEntity<?> notYet(IdempotencyKey key, byte[] fingerprint, PlacedOrder order) {
        return transaction.execute(_ -> {
            keys.answerIfNone(key, answers.pending(order));
            CrashPoints.hit("pending.before-commit", "checkout");
            return keys.claim(key, fingerprint) instanceof Claim.Answered(Answer answer)
                    ? answer.toResponse()
                    : answers.pending(order).toResponse();
        });
    }

    /** 422, for good. */
    ResponseEntity<?> unknownProducts(IdempotencyKey key, byte[] fingerprint, List<String> skus) {
        return requests.once(
                key, fingerprint, () -> answers.unknownProducts(skus, traceIds.current()));
    }

    /**
     * Without prices nothing new can be placed, but what was placed before can be told.
     *
     * @param why what became of asking for them
     * @throws org.springframework.web.ErrorResponseException 503, if nothing was
     */
    ResponseEntity<?> unpriced(IdempotencyKey key, byte[] fingerprint, RemoteOutcome<?> why) {
        return keys.find(key, fingerprint)
                .<ResponseEntity<?>>map(IdempotentRequests::repeated)
                .orElseThrow(() -> Problems.unavailable("The inventory", why));
    }
}
