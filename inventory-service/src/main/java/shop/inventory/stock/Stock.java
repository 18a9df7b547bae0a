package shop.inventory.stock;

import java.util.List;
import java.util.SortedSet;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.inventory.products.Sku;

/**
 * The table {@code stock_item}. Its methods take part in the caller's transaction.
 *
 * <p>The column {@code version} is left from when it was counted; it stays while instances may run
 * that write it, and has a default for those that do not.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class Stock {

    private final JdbcClient jdbc;

    Stock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks the stock of these products until the transaction ends, one SKU after the other. */
    public StockLevels lock(SortedSet<Sku> skus) {
        if (skus.isEmpty()) {
            return new StockLevels(List.of());
        }
        return new StockLevels(
                jdbc.sql(
                                """
                                SELECT sku, available, held, sold FROM stock_item
                                WHERE sku = ANY (?) ORDER BY sku FOR NO KEY UPDATE
                                """)
                        .param(skus.stream().map(Sku::value).toArray(String[]::new))
                        .query((row, _) ->
                                new StockItem(
                                        new Sku(row.getString("sku")),
                                        row.getLong("available"),
                                        row.getLong("held"),
                                        row.getLong("sold")))
                        .list());
    }

    /** Writes what has moved, as differences. */
    public void save(StockLevels levels) {
        List<StockItem> changed = levels.changed();
        if (changed.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        UPDATE stock_item s
                        SET available = s.available + d.available, held = s.held + d.held,
                            sold = s.sold + d.sold
                        FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
                          AS d (sku, available, held, sold)
                        WHERE s.sku = d.sku
                        """)
                .param(changed.stream().map(item -> item.sku().value()).toArray(String[]::new))
                .param(differences(levels, StockItem::available))
                .param(differences(levels, StockItem::held))
                .param(differences(levels, StockItem::sold))
                .update();
    }

    /**
     * Adds what has arrived.
     *
     * @return whether the product exists
     */
    boolean receive(Sku sku, Quantity quantity) {
        return jdbc.sql(
                                """
                                WITH received AS (
                                  UPDATE stock_item SET available = available + ?
                                  WHERE sku = ? RETURNING sku)
                                INSERT INTO delivery (sku, quantity) SELECT sku, ? FROM received
                                """)
                        .params(quantity.value(), sku.value(), quantity.value())
                        .update()
                == 1;
    }

    private static long[] differences(StockLevels levels, ToLongFunction<StockItem> pieces) {
        return levels.changed().stream()
                .mapToLong(
                        item -> pieces.applyAsLong(item) - pieces.applyAsLong(levels.before(item)))
                .toArray();
    }
}
