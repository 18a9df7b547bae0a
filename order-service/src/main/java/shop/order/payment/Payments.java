package shop.order.payment;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import shop.common.remote.Refusal;
import shop.common.remote.RemoteOutcome;
import shop.common.remote.Trouble;
import shop.order.orders.PlacedOrder;
import shop.order.orders.Refusal.PaymentDeclined;
import shop.order.orders.Refusal.TimedOut;
import shop.order.saga.definition.StepOutcome;
import shop.order.saga.definition.StepOutcome.Done;
import shop.order.saga.definition.StepOutcome.Refused;
import shop.order.saga.definition.StepOutcome.Unknown;

/** Payments in the sagas' words. A payment bears the order's id. */
@Component
public class Payments {

    private static final Logger LOG = LoggerFactory.getLogger(Payments.class);

    private final PaymentApi api;

    Payments(PaymentApi api) {
        this.api = api;
    }

    /** Sets the order's total aside, or says why that cannot be. */
    public StepOutcome authorise(PlacedOrder order) {
        PaymentApi.Authorise body = new PaymentApi.Authorise(order.customer(), order.total());
        return StepOutcome.of(
                RemoteOutcome.of(() -> api.authorise(order.id().value(), body)),
                refusal -> notAuthorised(order, refusal));
    }

    // What the payment service has decided now it will not decide otherwise later. An answer that
    // names no problem, or says that there is no such path, comes from an older version or a proxy.
    private static StepOutcome notAuthorised(PlacedOrder order, Refusal refusal) {
        return switch (refusal.slug()) {
            case "payment-declined" -> new Refused(new PaymentDeclined(refusal.detail()));
            case "payment-voided" -> new Refused(new TimedOut());
            case "", "not-found" -> unexpected(refusal);
            default -> {
                LOG.error("payment {} is refused: {}", order.id(), refusal);
                yield new Refused(new PaymentDeclined("This payment is not accepted."));
            }
        };
    }

    /** Frees what was set aside, and forbids an authorisation that is still on its way. */
    public StepOutcome voidAuthorisation(PlacedOrder order) {
        return StepOutcome.of(
                RemoteOutcome.of(() -> api.voidAuthorisation(order.id().value())),
                Payments::unexpected);
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
            if (status.equals("CAPTURED")) {
                return new Done();
            }
            LOG.error("payment {} is {}, it cannot be captured", id, status);
            return new Unknown(Trouble.FAILED);
        }
        return StepOutcome.of(answer, Payments::unexpected);
    }

    private static StepOutcome unexpected(Refusal refusal) {
        LOG.error("the payment service refuses what must happen: {}", refusal);
        return new Unknown(Trouble.FAILED);
    }

    /** Gives what was taken back, once. */
    public StepOutcome refund(PlacedOrder order) {
        return StepOutcome.of(
                RemoteOutcome.of(() -> api.refund(order.id().value())), Payments::unexpected);
    }
}
