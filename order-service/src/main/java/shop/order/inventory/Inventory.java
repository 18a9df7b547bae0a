package shop.order.inventory;

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

/** The inventory in the sagas' words. Reservations bear the order's id. */
@Component
public class Inventory {

    private static final String OUT_OF_STOCK = "OUT_OF_STOCK";

    private final InventoryApi api;

    Inventory(InventoryApi api) {
        this.api = api;
    }

    /** Holds all lines, or refuses with OUT_OF_STOCK and the short ones as JSON. */
    public StepOutcome reserve(PlacedOrder order) {
        List<InventoryApi.Line> lines =
                order.lines().stream()
                        .map(line -> new InventoryApi.Line(line.sku(), line.quantity()))
                        .toList();
        return StepOutcome.of(
                RemoteOutcome.of(
                        () -> api.reserve(order.id().value(), new InventoryApi.Reserve(lines))),
                Inventory::whyNotReserved);
    }

    private static StepOutcome whyNotReserved(Refusal refusal) {
        return switch (refusal.slug()) {
            case "out-of-stock" ->
                    new Refused(OUT_OF_STOCK, refusal.problem().path("lines").toString());
            case "reservation-released" ->
                    new Refused(Undone.TIMED_OUT, "The goods are held no longer.");
            default -> new Unknown("unexpected: " + refusal.slug());
        };
    }

    /** Gives what is held back, and forbids a reservation that is still on its way. */
    public StepOutcome release(PlacedOrder order) {
        return StepOutcome.of(
                RemoteOutcome.of(() -> api.release(order.id().value())),
                refusal -> new Unknown("unexpected: " + refusal.slug()));
    }

    /** Hands over what is held; refuses with OUT_OF_STOCK where a hold ended and all is gone. */
    public List<StepOutcome> commit(List<PlacedOrder> orders) {
        List<UUID> ids = orders.stream().map(order -> order.id().value()).toList();
        RemoteOutcome<Map<UUID, String>> answer =
                RemoteOutcome.of(() -> api.commit(new InventoryApi.Ids(ids)))
                        .map(results ->
                                results.results().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        InventoryApi.Reservation::id,
                                                        InventoryApi.Reservation::status)));
        return ids.stream().map(id -> committed(answer, id)).toList();
    }

    private static StepOutcome committed(RemoteOutcome<Map<UUID, String>> answer, UUID id) {
        if (answer instanceof RemoteOutcome.Answered<Map<UUID, String>>(var statuses)) {
            return switch (statuses.getOrDefault(id, "missing")) {
                case "COMMITTED" -> new Done();
                case "EXPIRED" -> new Refused(OUT_OF_STOCK, "[]");
                case String other -> new Unknown("the reservation is " + other);
            };
        }
        return StepOutcome.of(answer, refusal -> new Unknown("unexpected: " + refusal.slug()));
    }

    /** Takes the goods of a cancelled order back into stock. */
    public StepOutcome takeBack(PlacedOrder order) {
        return StepOutcome.of(
                RemoteOutcome.of(() -> api.takeBack(order.id().value())),
                refusal -> new Unknown("unexpected: " + refusal.slug()));
    }
}
