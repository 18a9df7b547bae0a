package shop.order.cancellation;

import java.util.List;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import shop.common.remote.Trouble;
import shop.order.inventory.Inventory;
import shop.order.orders.PlacedOrder;
import shop.order.payment.Payments;
import shop.order.saga.SagaLog;
import shop.order.saga.definition.SagaDefinition;
import shop.order.saga.definition.StepOutcome;

/**
 * The cancellation. It begins with the order already CANCELLING, so it only has steps that must
 * finish; the first of them lets the checkout come to its end, so that there is something to
 * refund.
 */
@Configuration
class CancellationSaga {

    @Bean
    SagaDefinition<Cancellation> cancellation(
            SagaLog sagas, Payments payments, Inventory inventory, CancellationOutcomes orders) {
        return SagaDefinition.named("cancellation", Cancellation.class)
                .mustFinish("let checkout end", each(order -> hasEnded(sagas, order)))
                .mustFinish("refund payment", each(payments::refund))
                .mustFinish("take stock back", each(inventory::takeBack))
                .whenCompleted(orders::cancelled)
                .build();
    }

    private static StepOutcome hasEnded(SagaLog sagas, PlacedOrder order) {
        return sagas.find(order.id().value()).orElseThrow().state().isEnded()
                ? new StepOutcome.Done()
                : new StepOutcome.NotSent(Trouble.BUSY);
    }

    private static Function<List<Cancellation>, List<StepOutcome>> each(
            Function<PlacedOrder, StepOutcome> step) {
        return cancellations -> cancellations.stream().map(Cancellation::order).map(step).toList();
    }
}
