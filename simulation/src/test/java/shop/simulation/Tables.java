package shop.simulation;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.common.idempotency.Answer;
import shop.common.idempotency.IdempotencyKey;
import shop.order.orders.Order;

/** The rows of the three databases, as their migrations tell. Times are in nanoseconds. */
public final class Tables {

    private Tables() {}

    /** The order database. */
    public record OrderTables(
            Table<UUID, Order> orders, Table<IdempotencyKey, Key> keys, Table<UUID, Saga> sagas) {

        OrderTables(Database database) {
            this(new Table<>(database), new Table<>(database), new Table<>(database));
        }
    }

    /** A row of {@code idempotency_key}. */
    public record Key(ByteBuffer fingerprint, @Nullable Answer answer) {}

    /** The inventory's database. */
    public record StockTables(Table<String, Item> items, Table<UUID, Hold> holds) {

        StockTables(Database database) {
            this(new Table<>(database), new Table<>(database));
        }
    }

    /** A row of {@code stock_item}, with its deliveries' sum. */
    public record Item(long delivered, long available, long held, long sold) {}

    /** So many pieces of a product. */
    public record Piece(String sku, int quantity) {}

    /** A row of {@code reservation}. */
    public record Hold(
            String status, List<Piece> lines, @Nullable List<Long> availableThen, long expiresAt) {

        /** The same with another status. */
        public Hold as(String next) {
            return new Hold(next, lines, availableThen, expiresAt);
        }
    }

    /** The payments' database. */
    public record MoneyTables(
            Table<String, Account> accounts,
            Table<UUID, Payment> payments,
            Table<Integer, Entry> ledger) {

        MoneyTables(Database database) {
            this(new Table<>(database), new Table<>(database), new Table<>(database));
        }
    }

    /** A row of {@code account}. */
    public record Account(long balance, long held) {}

    /** A row of {@code payment}; no customer in a tombstone. */
    public record Payment(@Nullable String customer, long amount, String status) {}

    /** A row of {@code ledger}. */
    public record Entry(String kind, @Nullable UUID payment, String from, String to, long amount) {}
}
