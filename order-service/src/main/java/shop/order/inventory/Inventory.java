package shop.order.inventory;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import shop.common.remote.Refusal;
import shop.common.remote.RemoteOutcome;
import shop.common.remote.Trouble;
import shop.order.orders.OrderLine;
import shop.order.orders.PlacedOrder;
import shop.order.orders.Refusal.NotDeliverable;
import shop.order.orders.Refusal.OutOfStock;
import shop.order.orders.Refusal.TimedOut;
import shop.order.orders.Refusal.UnknownProducts;
import shop.order.saga.definition.StepOutcome;
import shop.order.saga.definition.StepOutcome.Done;
import shop.order.saga.definition.StepOutcome.Refused;
import shop.order.saga.definition.StepOutcome.Unknown;

/** The inventory in the sagas' words. Reservations bear the order's id. */
@Component
public class Inventory {

    private static final Logger LOG = LoggerFactory.getLogger(Inventory.class);

    private final InventoryApi api;

    Inventory(InventoryApi api) {
        this.api = api;
    }

    /** Holds all lines, or says why that cannot be. */
    public StepOutcome reserve(PlacedOrder order) {
        List<InventoryApi.Line> lines =
                order.lines().stream()
                        .map(line -> new InventoryApi.Line(line.sku(), line.quantity()))
                        .toList();
        return StepOutcome.of(
                RemoteOutcome.of(
                        () -> api.reserve(order.id().value(), new InventoryApi.Reserve(lines))),
                refusal -> notReserved(order, refusal));
    }

    // What the inventory has decided now it will not decide otherwise later. An answer that names
    // no
    // problem, or says that there is no such path, comes from an older version or a proxy.
    private static StepOutcome notReserved(PlacedOrder order, Refusal refusal) {
        return switch (refusal.slug()) {
            case "out-of-stock" ->
                    new Refused(
                            new OutOfStock(
                                    shop.order.orders.Refusal.lines(
                                            refusal.problem().path("lines"))));
            case "unknown-product" -> new Refused(new UnknownProducts(unknown(order, refusal)));
            case "reservation-released" -> new Refused(new TimedOut());
            case "", "not-found" -> unexpected(refusal);
            default -> {
                LOG.error("reservation {} is refused: {}", order.id(), refusal);
                yield new Refused(new NotDeliverable());
            }
        };
    }

    /** Which of the order's products the inventory does not know. */
    private static List<String> unknown(PlacedOrder order, Refusal refusal) {
        Set<String> named =
                refusal.problem()
                        .path("skus")
                        .valueStream()
                        .map(sku -> sku.asString(""))
                        .collect(Collectors.toSet());
        return order.lines().stream().map(OrderLine::sku).filter(named::contains).toList();
    }

    /** Gives what is held back, and forbids a reservation that is still on its way. */
    public StepOutcome release(PlacedOrder order) {
        return StepOutcome.of(
                RemoteOutcome.of(() -> api.release(order.id().value())), Inventory::unexpected);
    }

    /** Hands over what is held; refuses as out of stock where a hold ended and all is gone. */
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
                case "EXPIRED" -> new Refused(new OutOfStock(List.of()));
                case String other -> {
                    LOG.error("reservation {} is {}, it cannot be committed", id, other);
                    yield new Unknown(Trouble.FAILED);
                }
            };
        }
        return StepOutcome.of(answer, Inventory::unexpected);
    }

    private static StepOutcome unexpected(Refusal refusal) {
        LOG.error("the inventory refuses what must happen: {}", refusal);
        return new Unknown(Trouble.FAILED);
    }

    /** Takes the goods of a cancelled order back into stock. */
    public StepOutcome takeBack(PlacedOrder order) {
        return StepOutcome.of(
                RemoteOutcome.of(() -> api.takeBack(order.id().value())), Inventory::unexpected);
    }
}
