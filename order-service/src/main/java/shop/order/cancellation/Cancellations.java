package shop.order.cancellation;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.crash.CrashPoints;
import shop.common.idempotency.Answer;
import shop.common.idempotency.Claim;
import shop.common.idempotency.Fingerprint;
import shop.common.idempotency.IdempotencyKey;
import shop.common.idempotency.IdempotencyKeys;
import shop.common.idempotency.IdempotentRequests;
import shop.common.problem.Problems;
import shop.common.problem.TraceIds;
import shop.common.security.Caller;
import shop.edge.ProblemType;
import shop.order.orders.CancelReason;
import shop.order.orders.Order;
import shop.order.orders.OrderId;
import shop.order.orders.OrderStatus;
import shop.order.orders.Orders;
import shop.order.orders.PlacedOrder;
import shop.order.orders.Refusal;
import shop.order.saga.SagaLog;
import shop.order.saga.SagaRun;
import shop.order.saga.SagaRunner;
import shop.order.saga.definition.SagaDefinition;
import tools.jackson.databind.json.JsonMapper;

/** Begins cancellations, and answers with what became of them. */
@Service
public class Cancellations {

    private static final Duration WAIT = Duration.ofSeconds(2);

    private final Orders orders;
    private final IdempotencyKeys keys;
    private final SagaDefinition<Cancellation> definition;
    private final SagaLog log;
    private final SagaRunner runner;
    private final CancellationOutcomes outcomes;
    private final TransactionTemplate transaction;
    private final TraceIds traceIds;
    private final JsonMapper json;

    Cancellations(
            Orders orders,
            IdempotencyKeys keys,
            SagaDefinition<Cancellation> definition,
            SagaLog log,
            SagaRunner runner,
            CancellationOutcomes outcomes,
            TransactionTemplate transaction,
            TraceIds traceIds,
            JsonMapper json) {
        this.orders = orders;
        this.keys = keys;
        this.definition = definition;
        this.log = log;
        this.runner = runner;
        this.outcomes = outcomes;
        this.transaction = transaction;
        this.traceIds = traceIds;
        this.json = json;
    }

    /**
     * Begins to cancel an order that the shop turned out to be unable to deliver, in the caller's
     * transaction: any instance drives it from the commit on. Nothing happens if it is being
     * cancelled already.
     */
    public void makeGood(PlacedOrder order, Refusal why) {
        if (orders.move(order.id(), OrderStatus.CANCELLING, why.reason())) {
            UUID saga = OrderId.next().value();
            log.leave(definition, saga, new Cancellation(order, null), WAIT);
        }
    }

    /** Cancels the caller's order once for this key, and waits a little for its end. */
    ResponseEntity<?> cancel(OrderId id, Caller caller, IdempotencyKey key) {
        byte[] fingerprint = Fingerprint.of("/api/orders/" + id + "/cancellation", "");
        Started started = transaction.execute(_ -> start(id, caller, key, fingerprint));
        return switch (started) {
            case Started.Known(ResponseEntity<?> answer) -> answer;
            case Started.Begun(SagaRun<Cancellation> saga) -> {
                CrashPoints.hit("begin.after-commit", "cancellation");
                runner.drive(saga, WAIT);
                yield transaction.execute(_ -> outcome(id, key, fingerprint));
            }
        };
    }

    private sealed interface Started {
        record Begun(SagaRun<Cancellation> saga) implements Started {}

        record Known(ResponseEntity<?> answer) implements Started {}
    }

    private Started start(OrderId id, Caller caller, IdempotencyKey key, byte[] fingerprint) {
        Claim claim = keys.claim(key, fingerprint);
        if (!(claim instanceof Claim.Fresh)) {
            return new Started.Known(IdempotentRequests.repeated(claim));
        }
        Order order = found(id, caller);
        while (!orders.move(id, OrderStatus.CANCELLING, CancelReason.CUSTOMER)) {
            order = found(id, caller); // what it is now: another one may have been first
            if (!isCancellable(order)) {
                Answer answer = notCancellable(order);
                keys.answer(key, answer);
                return new Started.Known(answer.toResponse());
            }
        }
        Cancellation cancellation = new Cancellation(order.placed(), key);
        SagaRun<Cancellation> saga =
                log.begin(definition, OrderId.next().value(), cancellation, WAIT);
        CrashPoints.hit("begin.before-commit", "cancellation");
        return new Started.Begun(saga);
    }

    private Order found(OrderId id, Caller caller) {
        return orders.find(id, caller).orElseThrow(() -> Problems.notFound("Such an order"));
    }

    private static boolean isCancellable(Order order) {
        return switch (order.status()) {
            case CONFIRMED, COMPLETED -> true;
            case PENDING, CANCELLING, CANCELLED -> false;
        };
    }

    private ResponseEntity<?> outcome(OrderId id, IdempotencyKey key, byte[] fingerprint) {
        keys.answerIfNone(key, outcomes.answer(202, id));
        return keys.claim(key, fingerprint) instanceof Claim.Answered(Answer answer)
                ? answer.toResponse()
                : IdempotentRequests.inProgress();
    }

    private Answer notCancellable(Order order) {
        ProblemDetail problem =
                Problems.of(
                        ProblemType.NOT_CANCELLABLE, "The order is %s.".formatted(order.status()));
        problem.setInstance(URI.create("/api/orders/" + order.placed().id() + "/cancellation"));
        problem.setProperty("traceId", traceIds.current());
        return new Answer(409, json.writeValueAsString(problem), null);
    }
}
