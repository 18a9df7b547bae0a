package shop.common.idempotency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code idempotency_key} of the service's database. Its methods take part in the
 * caller's transaction; that is the whole point of them.
 */
public class IdempotencyKeys {

    /** For how long answers are remembered at least. */
    public static final Duration REMEMBERED = Duration.ofDays(7);

    private static final int FORGOTTEN_AT_ONCE = 1000;

    private final JdbcClient jdbc;

    IdempotencyKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Claims the key for this request, or says what became of an earlier one. Waits while another
     * transaction claims the same key, so of two at the same time one is fresh.
     *
     * @param fingerprint stands for the request; see {@link Fingerprint}
     */
    public Claim claim(IdempotencyKey key, byte[] fingerprint) {
        // Forgotten between the conflict and the look at it, the key is free.
        return claimOrFind(key, fingerprint).or(() -> claimOrFind(key, fingerprint)).orElseThrow();
    }

    private Optional<Claim> claimOrFind(IdempotencyKey key, byte[] fingerprint) {
        int inserted =
                jdbc.sql(
                                """
                                INSERT INTO idempotency_key
                                  (caller, key, fingerprint, fingerprint_version)
                                VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
                                """)
                        .params(key.caller(), key.value(), fingerprint, Fingerprint.VERSION)
                        .update();
        return inserted == 1 ? Optional.of(new Claim.Fresh()) : find(key, fingerprint);
    }

    /** Remembers the answer; a later one replaces it, as an outcome replaces a 202. */
    public void answer(IdempotencyKey key, Answer answer) {
        jdbc.sql(
                        """
                        UPDATE idempotency_key SET status = ?, body = ?, location = ?
                        WHERE caller = ? AND key = ?
                        """)
                .params(
                        Arrays.asList(
                                answer.status(),
                                answer.body(),
                                answer.location(),
                                key.caller(),
                                key.value()))
                .update();
    }

    /** Remembers the answer if there is none yet. */
    public void answerIfNone(IdempotencyKey key, Answer answer) {
        jdbc.sql(
                        """
                        UPDATE idempotency_key SET status = ?, body = ?, location = ?
                        WHERE caller = ? AND key = ? AND body IS NULL
                        """)
                .params(
                        Arrays.asList(
                                answer.status(),
                                answer.body(),
                                answer.location(),
                                key.caller(),
                                key.value()))
                .update();
    }

    /**
     * Forgets keys that need no longer be remembered, in small transactions.
     *
     * @param rounds how many transactions at most, of a thousand keys each
     * @return how many keys were forgotten
     */
    int forgetOld(int rounds) {
        int forgotten = 0;
        for (int round = 0; round < rounds; round++) {
            int some = forgetSome();
            forgotten += some;
            if (some < FORGOTTEN_AT_ONCE) {
                break;
            }
        }
        return forgotten;
    }

    // By the rows' places: a list of keys would be looked up one by one, or be joined with the
    // whole
    // table while it has no statistics. Locked rows stay where they are.
    private int forgetSome() {
        return jdbc.sql(
                        """
                        DELETE FROM idempotency_key WHERE ctid = ANY (ARRAY(
                          SELECT ctid FROM idempotency_key
                          WHERE created_at < now() - make_interval(secs => ?)
                          ORDER BY created_at LIMIT ? FOR UPDATE SKIP LOCKED))
                        """)
                .params(REMEMBERED.toSeconds(), FORGOTTEN_AT_ONCE)
                .update();
    }

    /** What became of a key, without claiming it. */
    public Optional<Claim> find(IdempotencyKey key, byte[] fingerprint) {
        return jdbc.sql(
                        """
                        SELECT fingerprint, fingerprint_version, status, body, location
                        FROM idempotency_key WHERE caller = ? AND key = ?
                        """)
                .params(key.caller(), key.value())
                .query((row, _) ->
                        claimed(
                                isSame(row, fingerprint),
                                row.getInt("status"),
                                row.getString("body"),
                                row.getString("location")))
                .optional();
    }

    // What a later version wrote cannot be compared. It is taken for the same request: a wrong
    // replay of an answer is better than asking a customer to order again.
    private static boolean isSame(ResultSet row, byte[] fingerprint) throws SQLException {
        return row.getInt("fingerprint_version") > Fingerprint.VERSION
                || Arrays.equals(row.getBytes("fingerprint"), fingerprint);
    }

    private static Claim claimed(
            boolean same, int status, @Nullable String body, @Nullable String location) {
        if (!same) {
            return new Claim.Reused();
        }
        return body == null
                ? new Claim.InProgress()
                : new Claim.Answered(new Answer(status, body, location));
    }
}
