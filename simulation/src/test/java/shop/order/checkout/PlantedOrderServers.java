package shop.order.checkout;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import shop.common.idempotency.Answer;
import shop.common.idempotency.IdempotencyKey;
import shop.common.idempotency.IdempotencyKeys;
import shop.order.cancellation.CancellationParts;
import shop.order.orders.OrderId;
import shop.order.orders.Orders;
import shop.order.orders.PlacedOrder;
import shop.order.orders.Refusal;
import shop.order.saga.definition.SagaDefinition;
import shop.order.saga.definition.StepOutcome;
import shop.simulation.Heard;
import shop.simulation.Json;
import shop.simulation.OrderServer;
import shop.simulation.Parts.Bench;
import shop.simulation.Tables;

/** Order services with a bug. */
public final class PlantedOrderServers {

    private PlantedOrderServers() {}

    /** The goods go back while the authorisation may still come. */
    public static OrderServer releasingFirst(Bench bench, Orders orders, IdempotencyKeys keys) {
        var cancellation = new CancellationParts(bench, orders, keys);
        var outcomes = new CheckoutOutcomes(orders, keys, new CheckoutAnswers(Json.MAPPER));
        Set<OrderId> released = new HashSet<>();
        SagaDefinition<PlacedOrder> checkout =
                SagaDefinition.named("checkout", PlacedOrder.class, Refusal.reasons())
                        .step("reserve stock", bench.inventory()::reserve)
                        .undoneBy(order -> release(bench, order, released))
                        .step("authorise payment", bench.payments()::authorise)
                        .undoneBy(order -> releaseThenVoid(bench, order, released))
                        .pointOfNoReturn("confirm order", outcomes::confirm)
                        .mustFinish("capture payment", bench.payments()::capture)
                        .mustFinish("commit stock", bench.inventory()::commit)
                        .whenCompleted(outcomes::complete)
                        .ifUndone(outcomes::cancel)
                        .ifImpossible(cancellation.cancellations()::makeGood)
                        .build();
        return OrderServers.server(bench, orders, keys, checkout, cancellation);
    }

    private static StepOutcome releaseThenVoid(
            Bench bench, PlacedOrder order, Set<OrderId> released) {
        StepOutcome outcome = release(bench, order, released);
        return outcome instanceof StepOutcome.Done
                ? bench.payments().voidAuthorisation(order)
                : outcome;
    }

    private static StepOutcome release(Bench bench, PlacedOrder order, Set<OrderId> released) {
        StepOutcome outcome =
                released.contains(order.id())
                        ? new StepOutcome.Done()
                        : bench.inventory().release(order);
        if (outcome instanceof StepOutcome.Done) {
            released.add(order.id());
        }
        return outcome;
    }

    /** An abandoned checkout begins no refund. */
    public static OrderServer refundingNothing(Bench bench, Orders orders, IdempotencyKeys keys) {
        var cancellation = new CancellationParts(bench, orders, keys);
        var checkout = OrderServers.checkout(bench, orders, keys, cancellation);
        SagaDefinition<PlacedOrder> planted =
                new SagaDefinition<>(
                        checkout.name(),
                        checkout.type(),
                        checkout.steps(),
                        checkout.reasons(),
                        checkout.whenCompleted(),
                        checkout.ifUndone(),
                        (_, _) -> {});
        return OrderServers.server(bench, orders, keys, planted, cancellation);
    }

    /** "Not yet" is told as a no. */
    public static OrderServer impatient(Bench bench, Orders orders, IdempotencyKeys keys) {
        return new Other(OrderServers.with(bench, orders, keys)) {

            @Override
            public Heard place(
                    String customer,
                    String key,
                    List<Tables.Piece> lines,
                    Duration wait,
                    boolean again) {
                Heard heard = super.place(customer, key, lines, wait, again);
                return heard.status() == 202
                        ? new Heard(409, "{\"type\":\"timed-out\"}", null)
                        : heard;
            }
        };
    }

    /** A repeat by the gateway stores "not yet", whatever is known already. */
    public static OrderServer forgetful(Bench bench, Orders orders, IdempotencyKeys keys) {
        return new Other(OrderServers.with(bench, orders, keys)) {

            @Override
            public Heard place(
                    String customer,
                    String key,
                    List<Tables.Piece> lines,
                    Duration wait,
                    boolean again) {
                Heard heard = super.place(customer, key, lines, wait, again);
                IdempotencyKey asked = IdempotencyKey.of(customer, key);
                return again
                        ? orders.placedWith(asked).map(o -> notYet(asked, o)).orElse(heard)
                        : heard;
            }

            private Heard notYet(IdempotencyKey key, PlacedOrder order) {
                Answer pending = new CheckoutAnswers(Json.MAPPER).pending(order);
                keys.answer(key, pending);
                return Heard.of(pending.toResponse());
            }
        };
    }

    /** One that does all the rest as this one does. */
    private abstract static class Other implements OrderServer {

        private final OrderServer server;

        Other(OrderServer server) {
            this.server = server;
        }

        @Override
        public Heard place(
                String customer,
                String key,
                List<Tables.Piece> lines,
                Duration wait,
                boolean again) {
            return server.place(customer, key, lines, wait, again);
        }

        @Override
        public Heard cancel(String customer, String key, UUID order) {
            return server.cancel(customer, key, order);
        }

        @Override
        public void sweep() {
            server.sweep();
        }
    }
}
