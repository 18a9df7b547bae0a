package shop.inventory;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts stock on the shelves of a test, and looks at it. */
@TestComponent
public class Shelves {

    private final JdbcClient jdbc;

    public Shelves(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Starts over: no reservations, and of every seeded product what was delivered first. */
    public void reset() {
        jdbc.sql("DELETE FROM reservation").update();
        jdbc.sql("TRUNCATE idempotency_key").update();
        jdbc.sql("DELETE FROM delivery WHERE id > 500").update();
        jdbc.sql(
                        """
                        UPDATE stock_item SET held = 0, sold = 0,
                          available = CASE WHEN sku LIKE 'rare-%' THEN 10 ELSE 10000 END
                        WHERE available <> CASE WHEN sku LIKE 'rare-%' THEN 10 ELSE 10000 END
                           OR held > 0 OR sold > 0
                        """)
                .update();
    }

    /** available, held, sold. */
    public String of(String sku) {
        return jdbc.sql(
                        "SELECT available || ' ' || held || ' ' || sold FROM stock_item WHERE sku ="
                                + " ?")
                .param(sku)
                .query(String.class)
                .single();
    }
}
