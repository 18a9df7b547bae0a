package shop.inventory.stock;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import shop.inventory.products.Sku;

/**
 * The stock of some products while it is decided upon: as it was, and as it will be. Pure; nothing
 * is written before {@link Stock#save}.
 */
public final class StockLevels {

    private final Map<Sku, StockItem> before;
    private final Map<Sku, StockItem> after;

    /** The stock as it is now. */
    public StockLevels(Collection<StockItem> items) {
        before = items.stream().collect(Collectors.toMap(StockItem::sku, Function.identity()));
        after = new TreeMap<>(before);
    }

    /**
     * Moves the pieces of all lines, or of none when one is short of them.
     *
     * @return whether they moved
     * @throws NullPointerException for a product that is not among these
     */
    public boolean move(Movement movement, List<Line> lines) {
        if (!lines.stream().allMatch(line -> item(line).allows(movement, line.quantity()))) {
            return false;
        }
        lines.forEach(line -> after.put(line.sku(), item(line).moved(movement, line.quantity())));
        return true;
    }

    /** Whether the stock of all these lines is known here. */
    public boolean include(List<Line> lines) {
        return lines.stream().allMatch(line -> before.containsKey(line.sku()));
    }

    /** The stock of a product as it will be. */
    public StockItem of(Sku sku) {
        return Objects.requireNonNull(after.get(sku), () -> "no stock was read of " + sku);
    }

    /** Those of which more or fewer can be reserved than before. */
    public List<Sku> availableChanged() {
        return changed().stream()
                .filter(item -> item.available() != before(item).available())
                .map(StockItem::sku)
                .toList();
    }

    List<StockItem> changed() {
        return after.values().stream().filter(item -> !item.equals(before(item))).toList();
    }

    StockItem before(StockItem item) {
        return Objects.requireNonNull(before.get(item.sku()));
    }

    private StockItem item(Line line) {
        return of(line.sku());
    }
}
