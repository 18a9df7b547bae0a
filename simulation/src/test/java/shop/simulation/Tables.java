package shop.simulation;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.common.idempotency.Answer;
import shop.common.idempotency.IdempotencyKey;
import shop.order.orders.Order;
import shop.order.saga.definition.SagaState;

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

    /**
     * A row of {@code saga}.
     *
     * @param refusal why it is undone, as JSON
     * @param beganAt by the database's clock
     * @param createdAt in true time, for the checks
     * @param endedAt in true time; negative if it has not
     */
    public record Saga(
            UUID id,
            String name,
            SagaState.Phase phase,
            String steps,
            String data,
            @Nullable String refusal,
            boolean attention,
            @Nullable String trouble,
            String owner,
            int epoch,
            long leaseUntil,
            long deadline,
            long beganAt,
            long createdAt,
            long endedAt) {

        /** As its owner writes it. */
        public Saga written(
                SagaState state,
                String newSteps,
                @Nullable String newRefusal,
                long newLease,
                long newEnd) {
            return new Saga(
                    id,
                    name,
                    state.phase(),
                    newSteps,
                    data,
                    newRefusal,
                    state.attention(),
                    null,
                    owner,
                    epoch,
                    newLease,
                    deadline,
                    beganAt,
                    createdAt,
                    newEnd);
        }

        /** With this lease. */
        public Saga leased(long newLease) {
            return new Saga(
                    id, name, phase, steps, data, refusal, attention, trouble, owner, epoch,
                    newLease, deadline, beganAt, createdAt, endedAt);
        }

        /** As it is set aside. */
        public Saga setAside(String newTrouble, long newLease) {
            return new Saga(
                    id,
                    name,
                    phase,
                    steps,
                    data,
                    refusal,
                    true,
                    newTrouble,
                    owner,
                    epoch,
                    newLease,
                    deadline,
                    beganAt,
                    createdAt,
                    endedAt);
        }

        /** As somebody takes it over; one that was begun later than now begins now. */
        public Saga takenOver(String newOwner, int newEpoch, long now, long newLease) {
            long back = Math.max(0, beganAt - now);
            return new Saga(
                    id,
                    name,
                    phase,
                    steps,
                    data,
                    refusal,
                    attention,
                    trouble,
                    newOwner,
                    newEpoch,
                    newLease,
                    deadline - back,
                    beganAt - back,
                    createdAt,
                    endedAt);
        }

        /** Whether it has. */
        public boolean ended() {
            return endedAt >= 0;
        }
    }

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
