package shop.order.checkout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import shop.common.remote.RemoteOutcome;
import shop.common.remote.Trouble;
import shop.order.orders.PlacedOrder;
import shop.order.saga.definition.SagaDefinition;
import shop.order.saga.definition.SagaStep;
import shop.order.saga.definition.StepOutcome;
import shop.simulation.Couriers;
import shop.simulation.Version;

/** The checkout as the next version has it: with one more step, the first. */
final class NextVersion {

    private NextVersion() {}

    static SagaDefinition<PlacedOrder> of(SagaDefinition<PlacedOrder> today, Couriers couriers) {
        List<SagaStep<PlacedOrder>> steps = new ArrayList<>();
        steps.add(
                new SagaStep.Undoable<>(
                        Version.NEW_STEP,
                        order -> outcome(() -> couriers.book(order.id().value())),
                        order -> outcome(() -> couriers.cancel(order.id().value()))));
        steps.addAll(today.steps());
        return new SagaDefinition<>(
                today.name(),
                today.type(),
                steps,
                today.reasons(),
                today.whenCompleted(),
                today.ifUndone(),
                today.ifImpossible());
    }

    private static StepOutcome outcome(Supplier<?> call) {
        return StepOutcome.of(
                RemoteOutcome.of(call::get), _ -> new StepOutcome.Unknown(Trouble.FAILED));
    }
}
