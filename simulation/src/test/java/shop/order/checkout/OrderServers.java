package shop.order.checkout;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import shop.common.idempotency.IdempotencyKey;
import shop.common.idempotency.IdempotencyKeys;
import shop.common.idempotency.InMemoryIdempotencyKeys;
import shop.common.problem.NoTraceIds;
import shop.order.cancellation.CancellationParts;
import shop.order.orders.Orders;
import shop.order.orders.PlacedOrder;
import shop.order.saga.definition.SagaDefinition;
import shop.simulation.Heard;
import shop.simulation.Json;
import shop.simulation.OrderServer;
import shop.simulation.Parts.Bench;
import shop.simulation.Tables;
import shop.simulation.Version;

/** Production's order service, put together without Spring. */
public final class OrderServers {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final CheckoutAnswers ANSWERS = new CheckoutAnswers(Json.MAPPER);

    private OrderServers() {}

    /** One life of an order process. */
    public static OrderServer with(Bench bench, Orders orders, IdempotencyKeys keys) {
        var cancellation = new CancellationParts(bench, orders, keys);
        return server(
                bench, orders, keys, checkout(bench, orders, keys, cancellation), cancellation);
    }

    static SagaDefinition<PlacedOrder> checkout(
            Bench bench, Orders orders, IdempotencyKeys keys, CancellationParts cancellation) {
        return new CheckoutSaga()
                .checkout(
                        bench.inventory(),
                        bench.payments(),
                        new CheckoutOutcomes(orders, keys, ANSWERS),
                        cancellation.cancellations());
    }

    /** The definition as this version has it. */
    private static SagaDefinition<PlacedOrder> version(
            Bench bench, SagaDefinition<PlacedOrder> today) {
        return bench.version() == Version.TODAY ? today : NextVersion.of(today, bench.couriers());
    }

    static OrderServer server(
            Bench bench,
            Orders orders,
            IdempotencyKeys keys,
            SagaDefinition<PlacedOrder> today,
            CancellationParts cancellation) {
        SagaDefinition<PlacedOrder> checkout = version(bench, today);
        CheckoutService service =
                new CheckoutService(
                        bench.catalogue(),
                        orders,
                        keys,
                        checkout,
                        bench.log(),
                        bench.sagas().runner(),
                        ANSWERS,
                        new CheckoutReplies(
                                keys,
                                InMemoryIdempotencyKeys.requests(keys, bench.transaction()),
                                ANSWERS,
                                bench.transaction(),
                                NoTraceIds.traceIds()),
                        bench.transaction(),
                        NoTraceIds.traceIds(),
                        DEADLINE);
        return new Server(
                service,
                cancellation,
                bench.sagas().recovery(List.of(checkout, cancellation.definition())));
    }

    record Server(CheckoutService checkouts, CancellationParts cancellation, Runnable recovery)
            implements OrderServer {

        @Override
        public Heard place(
                String customer,
                String key,
                List<Tables.Piece> lines,
                Duration wait,
                boolean again) {
            IdempotencyKey idempotencyKey = IdempotencyKey.of(customer, key);
            CheckoutRequest request =
                    new CheckoutRequest(
                            lines.stream()
                                    .map(p -> new CheckoutRequest.Line(p.sku(), p.quantity()))
                                    .toList());
            return Heard.of(
                    again
                            ? checkouts.placeAgain(idempotencyKey, request, wait)
                            : checkouts.place(idempotencyKey, request, wait));
        }

        @Override
        public Heard cancel(String customer, String key, UUID order) {
            return cancellation.cancel(customer, key, order);
        }

        @Override
        public void sweep() {
            recovery.run();
        }
    }
}
