package shop.order.checkout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.crash.CrashPoints;
import shop.common.idempotency.Claim;
import shop.common.idempotency.Fingerprint;
import shop.common.idempotency.IdempotencyKey;
import shop.common.idempotency.IdempotencyKeys;
import shop.common.idempotency.IdempotentRequests;
import shop.common.problem.TraceIds;
import shop.common.remote.RemoteOutcome;
import shop.order.inventory.Catalogue;
import shop.order.inventory.Catalogue.Quote;
import shop.order.orders.Orders;
import shop.order.orders.PlacedOrder;
import shop.order.orders.Refusal;
import shop.order.saga.SagaLog;
import shop.order.saga.SagaRun;
import shop.order.saga.SagaRunner;
import shop.order.saga.definition.SagaDefinition;
import shop.order.saga.definition.SagaState;

/** Places orders, and answers with what became of them. */
@Service
class CheckoutService {

    private final Catalogue catalogue;
    private final Orders orders;
    private final IdempotencyKeys keys;
    private final SagaDefinition<PlacedOrder> checkout;
    private final SagaLog log;
    private final SagaRunner runner;
    private final CheckoutAnswers answers;
    private final CheckoutReplies replies;
    private final TransactionTemplate transaction;
    private final TraceIds traceIds;
    private final Duration deadline;

    CheckoutService(
            Catalogue catalogue,
            Orders orders,
            IdempotencyKeys keys,
            SagaDefinition<PlacedOrder> checkout,
            SagaLog log,
            SagaRunner runner,
            CheckoutAnswers answers,
            CheckoutReplies replies,
            TransactionTemplate transaction,
            TraceIds traceIds,
            @Value("${shop.checkout.deadline}") Duration deadline) {
        this.catalogue = catalogue;
        this.orders = orders;
        this.keys = keys;
        this.checkout = checkout;
        this.log = log;
        this.runner = runner;
        this.answers = answers;
        this.replies = replies;
        this.transaction = transaction;
        this.traceIds = traceIds;
        this.deadline = deadline;
    }

    /**
     * Places the order once for this key, and waits for the outcome as long as the customer wants.
     *
     * @param wait how long; zero answers as soon as the order is safely placed
     */
    ResponseEntity<?> place(IdempotencyKey key, CheckoutRequest request, Duration wait) {
        byte[] fingerprint = Fingerprint.of("/api/orders", request);
        List<String> skus = request.lines().stream().map(CheckoutRequest.Line::sku).toList();
        return switch (catalogue.quote(skus)) {
            case RemoteOutcome.Answered<Map<String, Quote>>(Map<String, Quote> quotes)
                    when quotes.keySet().containsAll(skus) ->
                    place(key, fingerprint, request.order(key, quotes, traceIds.current()), wait);
            case RemoteOutcome.Answered<Map<String, Quote>>(Map<String, Quote> quotes) ->
                    replies.unknownProducts(
                            key,
                            fingerprint,
                            skus.stream().filter(s -> !quotes.containsKey(s)).toList());
            case RemoteOutcome.Refused<?> why -> replies.unpriced(key, fingerprint, why);
            case RemoteOutcome.NotSent<?> why -> replies.unpriced(key, fingerprint, why);
            case RemoteOutcome.Unknown<?> why -> replies.unpriced(key, fingerprint, why);
        };
    }

    /**
     * The same for a request that the gateway repeats because its connection broke. Whoever worked
     * on the order may be gone, so it is told of and not refused as being worked on.
     */
    ResponseEntity<?> placeAgain(IdempotencyKey key, CheckoutRequest request, Duration wait) {
        ResponseEntity<?> answer = place(key, request, wait);
        byte[] fingerprint = Fingerprint.of("/api/orders", request);
        return keys.find(key, fingerprint)
                .filter(Claim.InProgress.class::isInstance)
                .flatMap(_ -> orders.placedWith(key))
                .<ResponseEntity<?>>map(order -> replies.notYet(key, fingerprint, order))
                .orElse(answer);
    }

    /** What one transaction made of the key: a saga to drive, or an answer that exists already. */
    private sealed interface Placed {
        record Begun(SagaRun<PlacedOrder> saga) implements Placed {}

        record Known(ResponseEntity<?> answer) implements Placed {}
    }

    private ResponseEntity<?> place(
            IdempotencyKey key, byte[] fingerprint, PlacedOrder order, Duration wait) {
        Placed placed = transaction.execute(_ -> begin(key, fingerprint, order));
        return switch (placed) {
            case Placed.Known(ResponseEntity<?> answer) -> answer;
            case Placed.Begun(SagaRun<PlacedOrder> saga) -> drive(saga, key, fingerprint, wait);
        };
    }

    private Placed begin(IdempotencyKey key, byte[] fingerprint, PlacedOrder order) {
        Claim claim = keys.claim(key, fingerprint);
        if (claim instanceof Claim.Fresh) {
            orders.add(order);
            SagaRun<PlacedOrder> saga = log.begin(checkout, order.id().value(), order, deadline);
            CrashPoints.hit("begin.before-commit", "checkout");
            return new Placed.Begun(saga);
        }
        return new Placed.Known(IdempotentRequests.repeated(claim));
    }

    private ResponseEntity<?> drive(
            SagaRun<PlacedOrder> saga, IdempotencyKey key, byte[] fingerprint, Duration wait) {
        CrashPoints.hit("begin.after-commit", "checkout");
        if (wait.isZero()) {
            runner.driveInBackground(saga);
            return replies.notYet(key, fingerprint, saga.data());
        }
        SagaState state = runner.drive(saga, wait).state();
        if (state.phase() == SagaState.Phase.UNDONE && state.undone() instanceof Refusal why) {
            return answers.refused(saga.data(), why).toResponse();
        }
        return state.isPastPivot()
                ? answers.confirmed(saga.data()).toResponse()
                : replies.notYet(key, fingerprint, saga.data());
    }
}
