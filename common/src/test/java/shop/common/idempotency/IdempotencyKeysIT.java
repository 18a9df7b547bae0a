package shop.common.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.TestService;
import shop.common.idempotency.Claim.Answered;
import shop.common.idempotency.Claim.Fresh;
import shop.common.idempotency.Claim.InProgress;
import shop.common.idempotency.Claim.Reused;

@TestService
class IdempotencyKeysIT {

    private static final byte[] THIS = Fingerprint.of("/things", List.of("this"));
    private static final byte[] OTHER = Fingerprint.of("/things", List.of("other"));
    private static final Answer DONE = new Answer(201, "{\"id\":1}", "/things/1");

    @Autowired private IdempotencyKeys keys;
    @Autowired private IdempotentRequests requests;
    @Autowired private JdbcClient jdbc;
    @Autowired private TransactionTemplate transaction;

    private final IdempotencyKey key = new IdempotencyKey("alice", UUID.randomUUID().toString());

    @Test
    void isFreshOnceThenInProgressThenAnswered() {
        assertThat(keys.find(key, THIS)).isEmpty();
        assertThat(keys.claim(key, THIS)).isEqualTo(new Fresh());
        assertThat(keys.claim(key, THIS)).isEqualTo(new InProgress());

        keys.answer(key, DONE);

        assertThat(keys.claim(key, THIS)).isEqualTo(new Answered(DONE));
        assertThat(keys.find(key, THIS)).contains(new Answered(DONE));
    }

    @Test
    void isReusedByAnotherRequestWhetherAnsweredOrNot() {
        keys.claim(key, THIS);
        assertThat(keys.claim(key, OTHER)).isEqualTo(new Reused());

        keys.answer(key, DONE);

        assertThat(keys.claim(key, OTHER)).isEqualTo(new Reused());
        assertThat(keys.claim(key, THIS)).isEqualTo(new Answered(DONE));
    }

    @Test
    void belongsToItsCaller() {
        keys.claim(key, THIS);

        assertThat(keys.claim(new IdempotencyKey("bob", key.value()), OTHER))
                .isEqualTo(new Fresh());
    }

    @Test
    void replacesAnAnswerWithTheOutcomeButNotTheOtherWayRound() {
        Answer later = new Answer(202, "{}", null);
        keys.claim(key, THIS);

        keys.answerIfNone(key, later);
        assertThat(keys.claim(key, THIS)).isEqualTo(new Answered(later));
        keys.answer(key, DONE);
        assertThat(keys.claim(key, THIS)).isEqualTo(new Answered(DONE));
        keys.answerIfNone(key, later);
        assertThat(keys.claim(key, THIS)).isEqualTo(new Answered(DONE));
    }

    @Test
    void isForgottenWithTheTransactionThatClaimedIt() {
        transaction.executeWithoutResult(inside -> {
            keys.claim(key, THIS);
            keys.answer(key, DONE);
            inside.setRollbackOnly();
        });

        assertThat(keys.claim(key, OTHER)).isEqualTo(new Fresh());
    }

    @Test
    void doesTheWorkOnceAndReplaysItsAnswer() {
        AtomicInteger done = new AtomicInteger();

        ResponseEntity<?> first = requests.once(key, THIS, () -> answer(done));
        ResponseEntity<?> second = requests.once(key, THIS, () -> answer(done));
        ResponseEntity<?> other = requests.once(key, OTHER, () -> answer(done));

        assertThat(done).hasValue(1);
        assertThat(first.getStatusCode().value()).isEqualTo(201);
        assertThat(first.getHeaders().containsHeader("Idempotent-Replayed")).isFalse();
        assertThat(second.getStatusCode()).isEqualTo(first.getStatusCode());
        assertThat(second.getBody()).isEqualTo(first.getBody());
        assertThat(second.getHeaders().getLocation()).hasToString("/things/1");
        assertThat(second.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
        assertThat(second.getHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
        assertThat(other.getStatusCode().value()).isEqualTo(422);
    }

    @Test
    void forgetsWorkThatThrows() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        requests.once(
                                key,
                                THIS,
                                () -> {
                                    throw new IllegalStateException("broken");
                                }));

        assertThat(requests.once(key, THIS, () -> DONE).getStatusCode().value()).isEqualTo(201);
    }

    @Test
    void saysThatTheSameKeyIsBeingWorkedOn() {
        ResponseEntity<?> answer = IdempotentRequests.repeated(new InProgress());

        assertThat(answer.getStatusCode().value()).isEqualTo(409);
        assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdempotentRequests.repeated(new Fresh()));
    }

    @Test
    void letsOneOfManyAtTheSameTimeDoTheWork() throws Exception {
        AtomicInteger done = new AtomicInteger();
        int many = 20;
        CyclicBarrier together = new CyclicBarrier(many);
        Callable<ResponseEntity<?>> request =
                () -> {
                    together.await();
                    return requests.once(key, THIS, () -> answer(done));
                };

        List<Future<ResponseEntity<?>>> answers;
        try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
            answers = threads.invokeAll(IntStream.range(0, many).mapToObj(_ -> request).toList());
        }

        assertThat(done).hasValue(1);
        int replays = 0;
        for (Future<ResponseEntity<?>> answer : answers) {
            assertThat(answer.get().getBody()).isEqualTo(DONE.body());
            replays += answer.get().getHeaders().containsHeader("Idempotent-Replayed") ? 1 : 0;
        }
        assertThat(replays).isEqualTo(many - 1);
    }

    // In a transaction of the test's own: the job that forgets is at work meanwhile.
    @Test
    void forgetsWhatIsOldAndNothingElse() {
        IdempotencyKey young = new IdempotencyKey("alice", UUID.randomUUID().toString());
        transaction.executeWithoutResult(_ -> {
            keys.claim(key, THIS);
            keys.claim(young, THIS);
            age(key, "7 days 1 minute");
            age(young, "6 days 23 hours 59 minutes");

            assertThat(keys.forgetOld(1)).isEqualTo(1);

            assertThat(keys.find(key, THIS)).isEmpty();
            assertThat(keys.find(young, THIS)).contains(new InProgress());
        });
    }

    @Test
    void forgetsAsManyAsThereAre() {
        transaction.executeWithoutResult(_ -> {
            beOld(12_345);

            assertThat(keys.forgetOld(3)).isEqualTo(3000);
            assertThat(keys.forgetOld(100)).isEqualTo(9345);
        });
    }

    @Test
    void forgetsFasterThanAnInstanceMakesThem() {
        beOld(30_000);

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() ->
                        jdbc.sql("SELECT count(*) FROM idempotency_key WHERE caller = 'crowd'")
                                .query(Long.class)
                                .single()
                                .equals(0L));
    }

    // The trigger stands for the job, between the conflict and the look at the key.
    @Test
    void isFreshWhenItIsForgottenWhileItIsClaimed() {
        transaction.executeWithoutResult(undone -> {
            undone.setRollbackOnly();
            keys.claim(key, THIS);
            age(key, "8 days");
            jdbc.sql(
                            """
                            CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$
                            BEGIN
                                DELETE FROM idempotency_key
                                WHERE created_at < now() - interval '7 days';
                                RETURN NULL;
                            END
                            $$;
                            CREATE TRIGGER forgotten AFTER INSERT ON idempotency_key
                                FOR EACH STATEMENT EXECUTE FUNCTION forget()
                            """)
                    .update();

            assertThat(keys.claim(key, OTHER)).isEqualTo(new Fresh());
            assertThat(keys.claim(key, OTHER)).isEqualTo(new InProgress());
        });
    }

    private void beOld(int many) {
        jdbc.sql(
                        """
                        INSERT INTO idempotency_key (caller, key, fingerprint, created_at)
                        SELECT 'crowd', gen_random_uuid()::text, '', now() - interval '8 days'
                        FROM generate_series(1, ?)
                        """)
                .param(many)
                .update();
    }

    @Test
    void takesForTheSameWhatALaterVersionMarkedItsOwnWay() {
        keys.claim(key, THIS);
        keys.answer(key, DONE);
        jdbc.sql(
                        """
                        UPDATE idempotency_key SET fingerprint_version = 2, fingerprint = '\\x00'
                        WHERE key = ?
                        """)
                .param(key.value())
                .update();

        assertThat(keys.find(key, OTHER)).contains(new Answered(DONE));
    }

    @Test
    void comparesWithWhatAnEarlierVersionWrote() {
        jdbc.sql("INSERT INTO idempotency_key (caller, key, fingerprint) VALUES (?, ?, ?)")
                .params(key.caller(), key.value(), THIS)
                .update();

        assertThat(keys.claim(key, THIS)).isEqualTo(new InProgress());
        assertThat(keys.claim(key, OTHER)).isEqualTo(new Reused());
    }

    private void age(IdempotencyKey which, String by) {
        jdbc.sql("UPDATE idempotency_key SET created_at = now() - ?::interval WHERE key = ?")
                .params(by, which.value())
                .update();
    }

    private static Answer answer(AtomicInteger done) {
        done.incrementAndGet();
        return DONE;
    }
}
