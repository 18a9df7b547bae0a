package shop.order.inventory;

import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import shop.common.money.Money;
import shop.common.remote.RemoteOutcome;
import shop.simulation.Calls;
import shop.simulation.Reply;
import shop.simulation.Tables;

/** Production's client of the inventory, on the simulated network. */
public final class InventoryOverCalls {

    static final Currency EUR = Currency.getInstance("EUR");

    private InventoryOverCalls() {}

    /** The inventory in the sagas' words. */
    public static Inventory inventory(Calls calls) {
        return new Inventory(new Api(calls));
    }

    /** The prices, asked for every time: what a cache knows would only hide failures. */
    public static Catalogue catalogue(Calls calls) {
        return new Uncached(new Api(calls));
    }

    static class Uncached extends Catalogue {

        private final InventoryApi api;

        Uncached(InventoryApi api) {
            super(api);
            this.api = api;
        }

        @Override
        public RemoteOutcome<Map<String, Quote>> quote(Collection<String> skus) {
            return RemoteOutcome.of(() ->
                    api.products(List.copyOf(skus)).products().stream()
                            .map(p -> new Quote(p.sku(), p.name(), p.price()))
                            .collect(Collectors.toMap(Quote::sku, Function.identity())));
        }
    }

    record Api(Calls calls) implements InventoryApi {

        @Override
        public Products products(List<String> skus) {
            return new Products(
                    calls.prices(skus).entrySet().stream()
                            .map(price ->
                                    new Product(
                                            price.getKey(),
                                            price.getKey(),
                                            new Money(price.getValue(), EUR)))
                            .toList());
        }

        @Override
        public Reservation reserve(UUID id, Reserve reserve) {
            return reservation(
                    calls.reserve(
                            id,
                            reserve.lines().stream()
                                    .map(line -> new Tables.Piece(line.sku(), line.quantity()))
                                    .toList()));
        }

        @Override
        public Results commit(Ids ids) {
            return new Results(
                    calls.commit(ids.ids()).results().stream()
                            .map(result -> new Reservation(result.id(), result.status()))
                            .toList());
        }

        @Override
        public Reservation release(UUID id) {
            return reservation(calls.release(id));
        }

        @Override
        public Reservation takeBack(UUID id) {
            return reservation(calls.takeBack(id));
        }

        private static Reservation reservation(Reply reply) {
            Reply.Result result = reply.results().getFirst();
            return new Reservation(result.id(), result.status());
        }
    }
}
