package shop.inventory.stock;

import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import org.springframework.dao.DataIntegrityViolationException;
import shop.inventory.products.Sku;
import shop.simulation.NoJdbc;
import shop.simulation.Tables;

/** The table {@code stock_item}, statement by statement, with its checks. */
public class InMemoryStockItems extends Stock {

    private final Tables.StockTables tables;

    /** The stock of this database. */
    public InMemoryStockItems(Tables.StockTables tables) {
        super(NoJdbc.client());
        this.tables = tables;
    }

    @Override
    public StockLevels lock(SortedSet<Sku> skus) {
        return new StockLevels(skus.stream().map(this::item).toList());
    }

    private StockItem item(Sku sku) {
        Tables.Item row = row(sku);
        return new StockItem(sku, row.available(), row.held(), row.sold());
    }

    @Override
    public void save(StockLevels levels) {
        for (StockItem after : levels.changed()) {
            StockItem before = levels.before(after);
            add(
                    after.sku(),
                    after.available() - before.available(),
                    after.held() - before.held(),
                    after.sold() - before.sold());
        }
    }

    /** Adds to a row, unless its checks forbid it. */
    public void add(Sku sku, long available, long held, long sold) {
        Tables.Item row = row(sku);
        Tables.Item after =
                new Tables.Item(
                        row.delivered(),
                        row.available() + available,
                        row.held() + held,
                        row.sold() + sold);
        if (after.available() < 0 || after.held() < 0 || after.sold() < 0) {
            throw new DataIntegrityViolationException("negative stock of " + sku);
        }
        tables.items().put(sku.value(), after);
    }

    /** Whether all these products exist and there is enough of each. */
    public boolean areEnough(List<Line> lines) {
        return lines.stream()
                .allMatch(line -> row(line.sku()).available() >= line.quantity().value());
    }

    /** What can be reserved. */
    public long available(Sku sku) {
        return row(sku).available();
    }

    private Tables.Item row(Sku sku) {
        return Objects.requireNonNull(tables.items().get(sku.value()));
    }
}
