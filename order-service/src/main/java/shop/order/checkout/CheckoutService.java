package shop.order.checkout;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
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
import shop.common.remote.RemoteOutcome;
import shop.order.inventory.Catalogue;
import shop.order.inventory.Catalogue.Quote;
import shop.order.orders.OrderId;
import shop.order.orders.OrderLine;
import shop.order.orders.Orders;
import shop.order.orders.PlacedOrder;
import shop.order.saga.SagaDefinition;
import shop.order.saga.SagaLog;
import shop.order.saga.SagaRun;
import shop.order.saga.SagaRunner;
import shop.order.saga.SagaState;

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
                    place(key, fingerprint, order(key, request, quotes), wait);
            case RemoteOutcome.Answered<Map<String, Quote>>(Map<String, Quote> quotes) ->
                    refuse(
                            key,
                            fingerprint,
                            skus.stream().filter(s -> !quotes.containsKey(s)).toList());
            case RemoteOutcome.Refused<?> _,
                    RemoteOutcome.NotSent<?> _,
                    RemoteOutcome.Unknown<?> _ ->
                    replay(key, fingerprint);
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
                .<ResponseEntity<?>>map(order -> notYet(key, fingerprint, order))
                .orElse(answer);
    }

    private PlacedOrder order(
            IdempotencyKey key, CheckoutRequest request, Map<String, Quote> quotes) {
        List<OrderLine> lines = request.lines().stream().map(line -> line(line, quotes)).toList();
        return new PlacedOrder(
                OrderId.next(),
                key.caller(),
                lines,
                PlacedOrder.total(lines),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                key.value(),
                traceIds.current());
    }

    private static OrderLine line(CheckoutRequest.Line line, Map<String, Quote> quotes) {
        Quote quote = Objects.requireNonNull(quotes.get(line.sku()));
        return new OrderLine(line.sku(), quote.name(), line.quantity(), quote.price());
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
            return notYet(key, fingerprint, saga.data());
        }
        SagaState state = runner.drive(saga, wait).state();
        if (state.phase() == SagaState.Phase.UNDONE) {
            return answers.refused(saga.data(), Objects.requireNonNull(state.undone()))
                    .toResponse();
        }
        return state.isPastPivot()
                ? answers.confirmed(saga.data()).toResponse()
                : notYet(key, fingerprint, saga.data());
    }

    /** 202 unless somebody else has decided it meanwhile; remembered until somebody does. */
    private ResponseEntity<?> notYet(IdempotencyKey key, byte[] fingerprint, PlacedOrder order) {
        return transaction.execute(_ -> {
            keys.answerIfNone(key, answers.pending(order));
            CrashPoints.hit("pending.before-commit", "checkout");
            return keys.claim(key, fingerprint) instanceof Claim.Answered(Answer answer)
                    ? answer.toResponse()
                    : answers.pending(order).toResponse();
        });
    }

    private ResponseEntity<?> refuse(IdempotencyKey key, byte[] fingerprint, List<String> unknown) {
        return transaction.execute(_ -> {
            Claim claim = keys.claim(key, fingerprint);
            if (!(claim instanceof Claim.Fresh)) {
                return IdempotentRequests.repeated(claim);
            }
            Answer answer = answers.unknownProducts(unknown, traceIds.current());
            keys.answer(key, answer);
            return answer.toResponse();
        });
    }

    /** Without prices nothing new can be placed, but what was placed before can be told. */
    private ResponseEntity<?> replay(IdempotencyKey key, byte[] fingerprint) {
        return keys.find(key, fingerprint)
                .<ResponseEntity<?>>map(IdempotentRequests::repeated)
                .orElseThrow(() -> Problems.unavailable("The inventory"));
    }
}
