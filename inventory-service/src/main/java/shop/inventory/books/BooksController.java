package shop.inventory.books;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Counts the stock. It reads every reservation there is, so it is for auditors and not for shops.
 */
@RestController
class BooksController {

    private static final String COUNT =
            """
            WITH delivered AS (
              SELECT sku, sum(quantity) AS pieces FROM delivery GROUP BY sku
            ), reserved AS (
              SELECT line.sku,
                     sum(line.quantity) FILTER (WHERE status = 'HELD') AS held,
                     sum(line.quantity) FILTER (WHERE status = 'COMMITTED') AS sold
              FROM reservation, unnest(skus, quantities) AS line (sku, quantity)
              WHERE status IN ('HELD', 'COMMITTED') GROUP BY line.sku
            )
            SELECT coalesce(sum(d.pieces), 0) AS delivered, coalesce(sum(s.available), 0) AS available,
                   coalesce(sum(s.held), 0) AS held, coalesce(sum(s.sold), 0) AS sold,
                   coalesce(bool_and(coalesce(d.pieces, 0) = s.available + s.held + s.sold
                     AND coalesce(r.held, 0) = s.held AND coalesce(r.sold, 0) = s.sold), true)
                     AS balanced
            FROM stock_item s LEFT JOIN delivered d USING (sku) LEFT JOIN reserved r USING (sku)
            """;

    private final JdbcClient jdbc;

    BooksController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @GetMapping("/internal/books")
    Books books() {
        return jdbc.sql(COUNT)
                .query((row, _) ->
                        new Books(
                                row.getLong("delivered"),
                                row.getLong("available"),
                                row.getLong("held"),
                                row.getLong("sold"),
                                row.getBoolean("balanced")))
                .single();
    }
}
