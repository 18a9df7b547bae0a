package shop.order.inventory;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import shop.common.money.Money;
import shop.common.remote.RemoteOutcome;
import shop.order.orders.PlacedOrder;
import shop.order.orders.Refusal;
import shop.order.saga.definition.StepOutcome;
import shop.simulation.Calls;

/** Clients of the inventory with a bug. */
public final class PlantedInventories {

    private static final long A_CENT = 1;

    private PlantedInventories() {}

    /** What is not known is a no. */
    public static Inventory refusingTheUnknown(Calls calls) {
        return new Inventory(new InventoryOverCalls.Api(calls)) {

            @Override
            public StepOutcome reserve(PlacedOrder order) {
                StepOutcome outcome = super.reserve(order);
                return outcome instanceof StepOutcome.Unknown
                        ? new StepOutcome.Refused(new Refusal.OutOfStock(List.of()))
                        : outcome;
            }
        };
    }

    /** The price is what the customer says: a cent. */
    public static Catalogue trustingTheCustomer(Calls calls) {
        return new InventoryOverCalls.Uncached(new InventoryOverCalls.Api(calls)) {

            @Override
            public RemoteOutcome<Map<String, Quote>> quote(Collection<String> skus) {
                return super.quote(skus).map(PlantedInventories::cheap);
            }
        };
    }

    private static Map<String, Catalogue.Quote> cheap(Map<String, Catalogue.Quote> quotes) {
        Map<String, Catalogue.Quote> cheap = new LinkedHashMap<>();
        quotes.forEach((sku, quote) ->
                cheap.put(
                        sku,
                        new Catalogue.Quote(
                                sku, quote.name(), new Money(A_CENT, InventoryOverCalls.EUR))));
        return cheap;
    }
}
