package shop.inventory.books;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import shop.common.totals.RunningTotals;

@RestController
class BooksController {

    private static final String COUNT =
            """
            WITH stock AS (
              SELECT coalesce(sum(available), 0) AS available, coalesce(sum(held), 0) AS held,
                     coalesce(sum(sold), 0) AS sold,
                     coalesce(sum((available + held + sold) * sku_weight(sku)), 0) AS weighed,
                     coalesce(sum(held * sku_weight(sku)), 0) AS held_weighed,
                     coalesce(sum(sold * sku_weight(sku)), 0) AS sold_weighed
              FROM stock_item
            ), total AS (
              SELECT coalesce(sum(delivered), 0) AS delivered,
                     coalesce(sum(delivered_weighed), 0) AS weighed,
                     coalesce(sum(held_weighed), 0) AS held_weighed,
                     coalesce(sum(sold_weighed), 0) AS sold_weighed
              FROM stock_total
            )
            SELECT delivered, available, held, sold,
                   delivered = available + held + sold
                     AND (stock.weighed, stock.held_weighed, stock.sold_weighed)
                       = (total.weighed, total.held_weighed, total.sold_weighed) AS balanced
            FROM stock, total
            """;

    private final JdbcClient jdbc;
    private final RunningTotals totals;

    BooksController(JdbcClient jdbc, RunningTotals totals) {
        this.jdbc = jdbc;
        this.totals = totals;
    }

    @GetMapping("/internal/books")
    Books books() {
        boolean exact = totals.areExact();
        return jdbc.sql(COUNT)
                .query((row, _) ->
                        new Books(
                                row.getLong("delivered"),
                                row.getLong("available"),
                                row.getLong("held"),
                                row.getLong("sold"),
                                exact && row.getBoolean("balanced")))
                .single();
    }
}
