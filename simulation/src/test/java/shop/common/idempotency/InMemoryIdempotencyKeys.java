package shop.common.idempotency;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import org.springframework.transaction.support.TransactionTemplate;
import shop.simulation.Database;
import shop.simulation.NoJdbc;
import shop.simulation.Tables;

/** The table {@code idempotency_key}, statement by statement. */
public class InMemoryIdempotencyKeys extends IdempotencyKeys {

    private final Tables.OrderTables tables;
    private final Database database;

    /** The keys of this database. */
    public InMemoryIdempotencyKeys(Tables.OrderTables tables, Database database) {
        super(NoJdbc.client());
        this.tables = tables;
        this.database = database;
    }

    /** Production's requests with such keys. */
    public static IdempotentRequests requests(
            IdempotencyKeys keys, TransactionTemplate transaction) {
        return new IdempotentRequests(keys, transaction);
    }

    @Override
    public Claim claim(IdempotencyKey key, byte[] fingerprint) {
        return database.statement(() ->
                tables.keys().insert(key, new Tables.Key(ByteBuffer.wrap(fingerprint), null))
                        ? new Claim.Fresh()
                        : find(key, fingerprint).orElseThrow());
    }

    @Override
    public void answer(IdempotencyKey key, Answer answer) {
        database.statement(() -> set(key, answer));
    }

    @Override
    public void answerIfNone(IdempotencyKey key, Answer answer) {
        database.statement(() -> {
            Tables.Key row = tables.keys().get(key);
            return row != null && row.answer() == null && set(key, answer);
        });
    }

    private boolean set(IdempotencyKey key, Answer answer) {
        Tables.Key row = Objects.requireNonNull(tables.keys().get(key));
        tables.keys().put(key, new Tables.Key(row.fingerprint(), answer));
        return true;
    }

    @Override
    public Optional<Claim> find(IdempotencyKey key, byte[] fingerprint) {
        return database.statement(() ->
                Optional.ofNullable(tables.keys().get(key)).map(row -> found(row, fingerprint)));
    }

    private static Claim found(Tables.Key row, byte[] fingerprint) {
        if (!row.fingerprint().equals(ByteBuffer.wrap(fingerprint))) {
            return new Claim.Reused();
        }
        return row.answer() == null ? new Claim.InProgress() : new Claim.Answered(row.answer());
    }
}
