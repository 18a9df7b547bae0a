package shop.order.payment;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import shop.common.remote.Refusal;
import shop.common.remote.RemoteOutcome;
import shop.order.orders.PlacedOrder;
import shop.order.saga.definition.StepOutcome;
import shop.order.saga.definition.StepOutcome.Done;
import shop.order.saga.definition.StepOutcome.Refused;
import shop.order.saga.definition.StepOutcome.Unknown;
import shop.order.saga.definition.Undone;

/** Payments in the sagas' words. A payment bears the order's id. */
@Component
public class Payments {

    private final PaymentApi api;

    Payments(PaymentApi api) {
        this.api = api;
    }

    /** Sets the order's total aside, or refuses with PAYMENT_DECLINED. */
    public StepOutcome authorise(PlacedOrder order) {
        PaymentApi.Authorise body = new PaymentApi.Authorise(order.customer(), order.total());
        return StepOutcome.of(
                RemoteOutcome.of(() -> api.authorise(order.id().value(), body)),
                Payments::whyNotAuthorised);
    }

    private static StepOutcome whyNotAuthorised(Refusal refusal) {
        return switch (refusal.slug()) {
            case "payment-declined" -> new Refused("PAYMENT_DECLINED", refusal.detail());
            case "payment-voided" -> new Refused(Undone.TIMED_OUT, "The payment was given up.");
            default -> new Unknown("unexpected: " + refusal.slug());
        };
    }

    /** Frees what was set aside, and forbids an authorisation that is still on its way. */
    public StepOutcome voidAuthorisation(PlacedOrder order) {
        return StepOutcome.of(
                RemoteOutcome.of(() -> api.voidAuthorisation(order.id().value())),
                refusal -> new Unknown("unexpected: " + refusal.slug()));
    }

    /** Takes what was set aside. */
    public List<StepOutcome> capture(List<PlacedOrder> orders) {
        List<UUID> ids = orders.stream().map(order -> order.id().value()).toList();
        RemoteOutcome<Map<UUID, String>> answer =
                RemoteOutcome.of(() -> api.capture(new PaymentApi.Ids(ids)))
                        .map(results ->
                                results.results().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        PaymentApi.Payment::id,
                                                        PaymentApi.Payment::status)));
        return ids.stream().map(id -> captured(answer, id)).toList();
    }

    private static StepOutcome captured(RemoteOutcome<Map<UUID, String>> answer, UUID id) {
        if (answer instanceof RemoteOutcome.Answered<Map<UUID, String>>(var statuses)) {
            String status = statuses.getOrDefault(id, "missing");
            return status.equals("CAPTURED") ? new Done() : new Unknown("the payment is " + status);
        }
        return StepOutcome.of(answer, refusal -> new Unknown("unexpected: " + refusal.slug()));
    }

    /** Gives what was taken back, once. */
    public StepOutcome refund(PlacedOrder order) {
        return StepOutcome.of(
                RemoteOutcome.of(() -> api.refund(order.id().value())),
                refusal -> new Unknown("unexpected: " + refusal.slug()));
    }
}
