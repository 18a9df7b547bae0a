package shop.inventory.reservations;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import shop.inventory.products.Sku;
import shop.inventory.reservations.ReservationRules.Decision.BecomesIfEnough;
import shop.inventory.stock.Line;

/**
 * What the shop does most, in one statement and one commit: {@link ReservationRules} for a
 * reservation that does not exist yet, with all other callers kept out.
 */
@Component
class Reserving {

    // A third of the cost of the other, and most orders are of one product that is there. Whether
    // it is not enough, or not there at all, the other finds out; a known id breaks the primary key
    // and undoes all of it.
    private static final String HOLD_ONE =
            """
            WITH held AS (
              UPDATE stock_item
              SET available = available - ?, held = held + ?
              WHERE sku = ? AND available >= ? RETURNING sku
            )
            INSERT INTO reservation (id, status, skus, quantities, expires_at)
            SELECT ?, ?, ARRAY[sku], ARRAY[?], now() + make_interval(secs => ?)
            FROM held
            """;

    // The stock is locked first, in order; only then is known whether it is enough, and only if
    // no other was faster with this id does anything move. It moves from what was locked, not
    // from s: that is the row as it was when the statement began, and a CHECK would look at it too.
    private static final String RESERVE_ALL =
            """
            WITH wanted AS (
              SELECT sku, quantity FROM unnest(?::text[], ?::int[]) AS line (sku, quantity)
            ), locked AS (
              SELECT sku, quantity, available, held
              FROM stock_item JOIN wanted USING (sku) ORDER BY sku FOR NO KEY UPDATE OF stock_item
            ), stock AS (
              SELECT bool_and(available >= quantity) AS enough,
                     array_agg(available ORDER BY sku) AS available
              FROM locked HAVING count(*) = ?
            ), remembered AS (
              INSERT INTO reservation (id, status, skus, quantities, available_then, expires_at)
              SELECT ?, CASE WHEN enough THEN ? ELSE ? END, ?::text[], ?::int[],
                     CASE WHEN NOT enough THEN available END, now() + make_interval(secs => ?)
              FROM stock ON CONFLICT (id) DO NOTHING RETURNING status, available_then
            ), held AS (
              UPDATE stock_item s
              SET available = locked.available - quantity, held = locked.held + quantity
              FROM locked WHERE s.sku = locked.sku
                AND EXISTS (SELECT FROM remembered WHERE available_then IS NULL)
            )
            SELECT status, available_then FROM remembered
            """;

    private final JdbcClient jdbc;
    private final double holdSeconds;

    Reserving(JdbcClient jdbc, @Value("${shop.inventory.hold-time}") Duration holdTime) {
        this.jdbc = jdbc;
        this.holdSeconds = holdTime.toMillis() / 1000.0;
    }

    /**
     * Makes the reservation and moves its pieces, or remembers that they were short.
     *
     * @param lines sorted by SKU
     * @return nothing if the id is known already, or a product is not
     */
    Optional<Reservation> reserve(UUID id, List<Line> lines, BecomesIfEnough rule) {
        try {
            return lines.size() == 1 && holdOne(id, lines.getFirst(), rule.next())
                    ? Optional.of(new Reservation(id, rule.next(), lines, List.of()))
                    : reserveAll(id, lines, rule);
        } catch (DuplicateKeyException e) {
            return Optional.empty();
        }
    }

    private boolean holdOne(UUID id, Line line, ReservationStatus held) {
        int quantity = line.quantity().value();
        return jdbc.sql(HOLD_ONE)
                        .params(quantity, quantity, line.sku().value(), quantity)
                        .params(id, held.name(), quantity, holdSeconds)
                        .update()
                == 1;
    }

    private Optional<Reservation> reserveAll(UUID id, List<Line> lines, BecomesIfEnough rule) {
        String[] skus = lines.stream().map(line -> line.sku().value()).toArray(String[]::new);
        int[] quantities = lines.stream().mapToInt(line -> line.quantity().value()).toArray();
        return jdbc.sql(RESERVE_ALL)
                .param(skus)
                .param(quantities)
                .param(lines.size())
                .param(id)
                .param(rule.next().name())
                .param(rule.otherwise().name())
                .param(skus)
                .param(quantities)
                .param(holdSeconds)
                .query((row, _) ->
                        new Reservation(
                                id,
                                ReservationRow.status(row),
                                lines,
                                ReservationRow.shortages(row, lines)))
                .optional();
    }

    /** Those of the lines' products that do not exist. */
    List<Sku> unknown(List<Line> lines) {
        return jdbc.sql(
                        """
                        SELECT sku FROM unnest(?::text[]) AS line (sku)
                        EXCEPT SELECT sku FROM stock_item ORDER BY sku
                        """)
                .param(lines.stream().map(line -> line.sku().value()).toArray(String[]::new))
                .query((row, _) -> new Sku(row.getString("sku")))
                .list();
    }
}
