package shop.inventory.products;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import shop.common.money.Money;

/** The catalogue. */
@Repository
public class Products {

    private static final String SHOWN =
            """
            SELECT sku, name, description, price_minor, currency, available
            FROM product JOIN stock_item USING (sku)
            """;

    private static final String MATCHING =
            """
            WHERE name ILIKE :pattern OR sku ILIKE :pattern OR description ILIKE :pattern
            """;

    private final JdbcClient jdbc;

    Products(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The product as it was shown lately; the absent are remembered too, for a moment. */
    @Cacheable(cacheNames = ProductCache.NAME, sync = true)
    public Optional<ProductView> shown(Sku sku) {
        return current(sku);
    }

    /** The product as the caller's transaction sees it. */
    public Optional<ProductView> current(Sku sku) {
        return jdbc.sql(SHOWN + "WHERE sku = ?")
                .param(sku.value())
                .query((row, _) -> view(row))
                .optional();
    }

    /**
     * Those with the words in their name, SKU or description, in any case, sorted by name. Three
     * letters or more are found in an index; fewer, and the number of all products, take a look at
     * the whole catalogue, which is what the shop sells and not what it has sold.
     *
     * @param words as the customer typed them; none matches all
     */
    Page<ProductView> matching(String words, PageRequest page) {
        String matching = words.isEmpty() ? "" : MATCHING;
        Map<String, String> pattern =
                words.isEmpty()
                        ? Map.of()
                        : Map.of("pattern", "%" + words.replaceAll("([\\\\%_])", "\\\\$1") + "%");
        long total =
                jdbc.sql("SELECT count(*) FROM product " + matching)
                        .params(pattern)
                        .query(Long.class)
                        .single();
        if (page.getOffset() >= total) {
            return new PageImpl<>(List.of(), page, total);
        }
        List<ProductView> views =
                jdbc.sql(
                                """
                                %s WHERE sku = ANY (ARRAY(
                                  WITH found AS MATERIALIZED (SELECT sku, name FROM product %s)
                                  SELECT sku FROM %s
                                  ORDER BY name, sku LIMIT :size OFFSET :offset))
                                ORDER BY name, sku
                                """
                                        .formatted(
                                                SHOWN,
                                                matching,
                                                words.isEmpty() ? "product" : "found"))
                        .params(pattern)
                        .param("size", page.getPageSize())
                        .param("offset", page.getOffset())
                        .query((row, _) -> view(row))
                        .list();
        return new PageImpl<>(views, page, total);
    }

    /** Those of them that exist, with their prices, sorted by SKU. */
    List<Product> existing(Collection<Sku> skus) {
        return jdbc.sql(
                        """
                        SELECT sku, name, price_minor, currency FROM product
                        WHERE sku = ANY (?) ORDER BY sku
                        """)
                .param(skus.stream().map(Sku::value).toArray(String[]::new))
                .query((row, _) ->
                        new Product(
                                new Sku(row.getString("sku")), row.getString("name"), price(row)))
                .list();
    }

    private static ProductView view(ResultSet row) throws SQLException {
        return new ProductView(
                new Sku(row.getString("sku")),
                row.getString("name"),
                row.getString("description"),
                price(row),
                row.getLong("available"));
    }

    private static Money price(ResultSet row) throws SQLException {
        return new Money(
                row.getLong("price_minor"), Currency.getInstance(row.getString("currency")));
    }
}
