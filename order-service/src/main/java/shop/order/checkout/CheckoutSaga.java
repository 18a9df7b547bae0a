package shop.order.checkout;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import shop.order.cancellation.Cancellations;
import shop.order.inventory.Inventory;
import shop.order.orders.PlacedOrder;
import shop.order.orders.Refusal;
import shop.order.payment.Payments;
import shop.order.saga.definition.SagaDefinition;

/**
 * The checkout: every step, and what becomes of the order.
 *
 * <p>Until the order is confirmed everything can be undone, backwards, and will be if a step is
 * refused or time runs out. Confirming it is one commit together with the customer's answer. After
 * that the shop owes it, and does not rest until it is paid and handed over. How that is kept when
 * processes die is the business of {@link shop.order.saga}.
 */
@Configuration
class CheckoutSaga {

    @Bean
    SagaDefinition<PlacedOrder> checkout(
            Inventory inventory,
            Payments payments,
            CheckoutOutcomes orders,
            Cancellations cancellations) {
        return SagaDefinition.named("checkout", PlacedOrder.class, Refusal.reasons())
                .step("reserve stock", inventory::reserve)
                .undoneBy(inventory::release)
                .step("authorise payment", payments::authorise)
                .undoneBy(payments::voidAuthorisation)
                .pointOfNoReturn("confirm order", orders::confirm)
                .mustFinish("capture payment", payments::capture)
                .mustFinish("commit stock", inventory::commit)
                .whenCompleted(orders::complete)
                .ifUndone(orders::cancel)
                .ifImpossible(cancellations::makeGood)
                .build();
    }
}
