package shop.order.orders;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.web.ErrorResponseException;
import shop.common.problem.InvalidField;
import shop.common.security.Caller;
import tools.jackson.databind.json.JsonMapper;

/**
 * Orders by the page, newest first. What lies before a page is stepped over in an index, from the
 * nearer end; a page past the end costs nothing.
 *
 * <p>The total is exact. A customer's own orders are counted in an index, everyone's come from the
 * running totals. Not guaranteed: that two pages are of one moment.
 */
@Repository
class OrderPages {

    /** How many orders are stepped over at most; some tenths of a second. */
    static final long MOST_STEPPED_OVER = 1_000_000;

    private final JdbcClient jdbc;
    private final OrderRows rows;

    OrderPages(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.rows = new OrderRows(json);
    }

    /**
     * A page of the caller's own orders, an operator's of everyone's.
     *
     * @throws ErrorResponseException 400 {@code invalid-request}, if the page is further than a
     *     million orders from both ends
     */
    Page<Order> list(Caller caller, Pageable page) {
        long total = count(caller);
        long newer = page.getOffset();
        if (newer >= total) {
            return new PageImpl<>(List.of(), page, total);
        }
        long size = Math.min(page.getPageSize(), total - newer);
        long older = total - newer - size;
        if (Math.min(newer, older) > MOST_STEPPED_OVER) {
            throw tooDeep();
        }
        List<Order> content =
                newer <= older
                        ? read(caller, "DESC", size, newer)
                        : read(caller, "ASC", size, older).reversed();
        return new PageImpl<>(content, page, total);
    }

    private long count(Caller caller) {
        String everyones =
                """
                SELECT coalesce(sum(pending + confirmed + completed + cancelling + cancelled), 0)
                FROM order_total
                """;
        String own = "SELECT count(*) FROM orders WHERE customer = :customer";
        return jdbc.sql(caller.operator() ? everyones : own)
                .params(whose(caller))
                .query(Long.class)
                .single();
    }

    // The rows of this page and no others are read: the inner statement needs the index alone.
    private List<Order> read(Caller caller, String direction, long size, long offset) {
        return jdbc.sql(
                        """
                        SELECT %1$s FROM orders WHERE id = ANY (ARRAY(
                          SELECT id FROM orders %2$s
                          ORDER BY placed_at %3$s, id %3$s LIMIT :size OFFSET :offset))
                        ORDER BY placed_at %3$s, id %3$s
                        """
                                .formatted(
                                        OrderRows.COLUMNS,
                                        caller.operator() ? "" : "WHERE customer = :customer",
                                        direction))
                .params(whose(caller))
                .param("size", size)
                .param("offset", offset)
                .query(rows)
                .list();
    }

    private static Map<String, String> whose(Caller caller) {
        return caller.operator() ? Collections.emptyMap() : Map.of("customer", caller.name());
    }

    private static ErrorResponseException tooDeep() {
        InvalidField page =
                new InvalidField(
                        "/page",
                        "is at most %s orders away from the newest or the oldest"
                                .formatted(MOST_STEPPED_OVER));
        return new ErrorResponseException(
                HttpStatus.BAD_REQUEST, InvalidField.problem(List.of(page)), null);
    }
}
