package shop.order.cancellation;

import java.util.UUID;
import shop.common.idempotency.IdempotencyKey;
import shop.common.idempotency.IdempotencyKeys;
import shop.common.problem.NoTraceIds;
import shop.common.security.Caller;
import shop.order.orders.OrderId;
import shop.order.orders.Orders;
import shop.order.saga.definition.SagaDefinition;
import shop.simulation.Heard;
import shop.simulation.Json;
import shop.simulation.Parts.Bench;

/** Production's cancellation, put together. */
public final class CancellationParts {

    private final SagaDefinition<Cancellation> definition;
    private final Cancellations cancellations;

    /** For one life of an order process. */
    public CancellationParts(Bench bench, Orders orders, IdempotencyKeys keys) {
        var outcomes = new CancellationOutcomes(orders, keys, Json.MAPPER);
        definition =
                new CancellationSaga()
                        .cancellation(bench.log(), bench.payments(), bench.inventory(), outcomes);
        cancellations =
                new Cancellations(
                        orders,
                        keys,
                        definition,
                        bench.log(),
                        bench.sagas().runner(),
                        outcomes,
                        bench.transaction(),
                        NoTraceIds.traceIds(),
                        Json.MAPPER);
    }

    /** The saga. */
    public SagaDefinition<?> definition() {
        return definition;
    }

    /** What begins them. */
    public Cancellations cancellations() {
        return cancellations;
    }

    /** As a customer's request. */
    public Heard cancel(String customer, String key, UUID order) {
        return Heard.of(
                cancellations.cancel(
                        new OrderId(order),
                        new Caller(customer, false),
                        IdempotencyKey.of(customer, key)));
    }
}
