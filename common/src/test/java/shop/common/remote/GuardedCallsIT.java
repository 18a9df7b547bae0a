package shop.common.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.service.registry.HttpServiceProxyRegistry;
import shop.common.StubServer.Asked;
import shop.common.StubServer.Reply;
import shop.common.Stubs;
import shop.common.TestService;
import shop.common.Web;
import shop.common.remote.RemoteOutcome.Answered;
import shop.common.remote.RemoteOutcome.NotSent;
import shop.common.remote.RemoteOutcome.Refused;
import shop.common.remote.RemoteOutcome.Unknown;

@TestService
class GuardedCallsIT {

    private static final Reply THING = Reply.json("{\"name\":\"tea\"}");
    private static final Reply TOO_LATE =
            new Reply(503, "application/problem+json", "{}", Map.of(Deadline.HEADER, "passed"));
    private static final long READ_TIMEOUT = 2_000;
    private static final Reply BROKEN = Reply.problem(500, "internal-error");

    @Autowired private HttpServiceProxyRegistry services;
    @Autowired private CircuitBreakerRegistry breakers;
    @LocalServerPort private int port;

    private final CountDownLatch enough = new CountDownLatch(1);

    @BeforeEach
    void answer() {
        Stubs.ISSUER.answers(_ ->
                Reply.json(
                        "{\"access_token\":\"mine\",\"token_type\":\"Bearer\",\"expires_in\":600}"));
        Stubs.GROUPS.forEach(group -> breaker(group).reset());
        Stubs.PEER.start();
        Stubs.PEER.answers(_ -> THING);
    }

    @AfterEach
    void letGo() {
        enough.countDown();
    }

    private PeerApi peer(String group) {
        return services.getClient(group, PeerApi.class);
    }

    private RemoteOutcome<?> get(String group) {
        return RemoteOutcome.of(() -> peer(group).get());
    }

    private RemoteOutcome<?> post(String group) {
        return RemoteOutcome.of(() -> peer(group).post());
    }

    private CircuitBreaker breaker(String group) {
        return breakers.circuitBreaker(group);
    }

    private static void peerAnswers(Reply... replies) {
        AtomicInteger count = new AtomicInteger();
        Stubs.PEER.answers(_ -> replies[Math.min(count.getAndIncrement(), replies.length - 1)]);
    }

    private static List<String> methodsAsked() {
        return Stubs.PEER.asked().stream().map(Asked::method).toList();
    }

    private Reply neverInTime() {
        try {
            enough.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return THING;
    }

    @Test
    void guardsEveryGroupThereIs() {
        assertThat(services.getGroupNames())
                .containsAll(Stubs.GROUPS)
                .allSatisfy(group -> {
                    CircuitBreaker breaker = breaker(group);
                    breaker.transitionToForcedOpenState();
                    services.getClientTypesInGroup(group)
                            .forEach(type -> nothingIsSent(group, type));
                    breaker.reset();
                });
        assertThat(Stubs.PEER.asked()).isEmpty();
    }

    private void nothingIsSent(String group, Class<?> type) {
        Object client = services.getClient(group, type);
        assertThat(type.getDeclaredMethods())
                .allSatisfy(method ->
                        assertThatExceptionOfType(InvocationTargetException.class)
                                .isThrownBy(() -> call(client, method))
                                .withCauseInstanceOf(CallNotPermittedException.class));
    }

    private static void call(Object client, Method method) throws ReflectiveOperationException {
        method.setAccessible(true);
        Object[] arguments = new Object[method.getParameterCount()];
        Arrays.fill(arguments, "x");
        method.invoke(client, arguments);
    }

    @Test
    void passesEveryKindOfAnswerOn() {
        PeerApi peer = peer("answering");

        assertThat(get("answering")).isEqualTo(new Answered<>(new PeerApi.Thing("tea")));
        assertThat(peer.put().getBody()).isEqualTo(new PeerApi.Thing("tea"));
        assertThat(peer.post().getStatusCode().value()).isEqualTo(200);
        assertThat(peer.postOnce("k")).isEqualTo(new PeerApi.Thing("tea"));
        peer.delete();
        assertThat(methodsAsked()).containsExactly("GET", "PUT", "POST", "POST", "DELETE");
    }

    @Test
    void callsWithThisServicesOwnTokenFetchedOnce() {
        get("answering");
        get("answering");

        assertThat(Stubs.PEER.asked())
                .extracting(asked -> asked.header("Authorization"))
                .containsExactly("Bearer mine", "Bearer mine");
        assertThat(Stubs.ISSUER.asked()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void takesNoNumberOfRefusalsForAnOutage() {
        Stubs.PEER.answers(_ -> Reply.problem(409, "out"));

        for (int i = 0; i < 1000; i++) {
            assertThat(post("refusing")).isInstanceOf(Refused.class);
        }

        assertThat(breaker("refusing").getState()).isEqualTo(State.CLOSED);
        assertThat(breaker("refusing").getMetrics().getNumberOfFailedCalls()).isZero();
        assertThat(Stubs.PEER.asked()).hasSize(1000);
    }

    @Test
    void isNotSentWhereWeCallWrongly() {
        Stubs.PEER.answers(_ -> Reply.problem(403, "forbidden"));

        assertThat(get("failing")).isInstanceOf(NotSent.class);
        assertThat(methodsAsked()).containsExactly("GET");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void doesNotKnowAfterAServerErrorAndRepeatsNoPost(int status) {
        Stubs.PEER.answers(_ -> Reply.problem(status, "broken"));

        assertThat(post("failing")).isInstanceOf(Unknown.class);
        assertThat(methodsAsked()).containsExactly("POST");
    }

    @Test
    void doesNotKnowAfterALostConnectionAndRepeatsNoPost() {
        Stubs.PEER.answers(_ -> Reply.NONE);

        assertThat(post("failing")).isInstanceOf(Unknown.class);
        assertThat(methodsAsked()).containsExactly("POST");
    }

    @Test
    void doesNotKnowAfterATimeoutAndRepeatsNoPost() {
        Stubs.PEER.answers(_ -> neverInTime());

        assertThat(post("failing")).isInstanceOf(Unknown.class);
        assertThat(methodsAsked()).containsExactly("POST");
    }

    @Test
    void doesNotKnowAfterAnAnswerThatMakesNoSense() {
        Stubs.PEER.answers(_ -> Reply.json("<html>"));

        assertThat(get("failing")).isInstanceOf(Unknown.class);
    }

    @Test
    void isNotSentWhereNobodyListens() {
        Stubs.PEER.stop();

        await().until(() -> get("failing") instanceof NotSent);
        assertThat(post("failing")).isInstanceOf(NotSent.class);
    }

    @Test
    void isNotSentWhereNoInstanceIsKnown() {
        assertThat(post("nobody")).isEqualTo(new NotSent<>(Trouble.NOT_REACHABLE));
        assertThat(get("nobody")).isInstanceOf(NotSent.class);
    }

    @Test
    void stopsCallingAPeerThatFailsAndFindsItAgain() {
        Stubs.PEER.answers(_ -> BROKEN);
        await().until(() -> {
            post("opening");
            return breaker("opening").getState() == State.OPEN;
        });
        int asked = Stubs.PEER.asked().size();
        assertThat(post("opening")).isInstanceOf(NotSent.class);
        assertThat(get("opening")).isInstanceOf(NotSent.class);
        assertThat(Stubs.PEER.asked()).hasSize(asked);

        Stubs.PEER.answers(_ -> THING);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> {
                    post("opening");
                    return breaker("opening").getState() == State.CLOSED;
                });
        assertThat(post("opening")).isInstanceOf(Answered.class);
    }

    @Test
    void repeatsOnceWhatMayBeRepeated() {
        repeats(PeerApi::get);
        repeats(PeerApi::put);
        repeats(PeerApi::delete);
        repeats(peer -> peer.postOnce("k"));
    }

    private void repeats(Consumer<PeerApi> call) {
        for (Reply failure : List.of(BROKEN, Reply.NONE)) {
            breaker("retrying").reset();
            peerAnswers(failure, THING);

            call.accept(peer("retrying"));

            assertThat(Stubs.PEER.asked()).hasSize(2);
        }
    }

    @Test
    void staysUnknownWhenOnlyTheRepetitionWasNotSent() {
        Stubs.PEER.answers(_ -> {
            breaker("retrying").transitionToForcedOpenState();
            return BROKEN;
        });

        assertThat(get("retrying")).isInstanceOf(Unknown.class);
        assertThat(Stubs.PEER.asked()).hasSize(1);
    }

    @Test
    void addsNoLoadToAnOutage() {
        Stubs.PEER.answers(_ -> BROKEN);

        for (int i = 0; i < 1000; i++) {
            assertThat(get("outage")).isInstanceOfAny(Unknown.class, NotSent.class);
        }

        assertThat(Stubs.PEER.asked()).hasSizeLessThanOrEqualTo(1100);
    }

    @Test
    void addsATenthToAnOutageThatTheBreakerDoesNotSee() {
        breaker("outage").transitionToDisabledState();
        Stubs.PEER.answers(_ -> BROKEN);

        for (int i = 0; i < 500; i++) {
            get("outage");
        }

        // What was saved before buys ten more.
        assertThat(Stubs.PEER.asked()).hasSizeBetween(550, 560);
    }

    @Test
    void sendsTheTimeThatIsLeft() {
        Deadline deadline = Deadline.in(Duration.ofSeconds(3));
        do {
            deadline.during(() -> get("answering"));
        } while (lastDeadline() == firstDeadline() && deadline.left().isPositive());

        assertThat(firstDeadline()).isLessThanOrEqualTo(3_000);
        assertThat(lastDeadline()).isBetween(1L, firstDeadline() - 1);

        Stubs.PEER.answers(_ -> THING);
        get("answering");
        assertThat(firstDeadline()).isBetween(1L, READ_TIMEOUT);
    }

    @Test
    void tellsThePeerNothingOfTheTimeThatATokenTook() {
        AtomicReference<String> valid = new AtomicReference<>("");
        AtomicReference<Deadline> deadline = new AtomicReference<>();
        Stubs.ISSUER.answers(_ -> {
            await().until(() -> deadline.get().left().compareTo(Duration.ofMillis(800)) < 0);
            valid.set("slow-" + UUID.randomUUID());
            return token(valid.get());
        });
        Stubs.PEER.answers(asked -> accepts(asked, valid.get()));

        await().atMost(Duration.ofSeconds(5))
                .until(() -> {
                    Stubs.PEER.asked().clear();
                    deadline.set(Deadline.in(Duration.ofMillis(1_200)));
                    return deadline.get().during(() -> get("answering")) instanceof Answered
                            && Stubs.PEER.asked().size() == 2;
                });

        assertThat(lastDeadline()).isBetween(1L, 800L);
    }

    @Test
    void waitsForNoAnswerLongerThanItsOwnCallerDoes() {
        Stubs.PEER.answers(_ -> neverInTime());
        long begin = System.nanoTime();

        Deadline.in(Duration.ofMillis(300)).during(() -> post("counting"));

        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(taken).isLessThan(Duration.ofMillis(READ_TIMEOUT));
    }

    @Test
    void callsAgainWithAnotherTokenWhereThePeerRefusesIt() {
        String fresh = "fresh-" + UUID.randomUUID();
        Stubs.ISSUER.answers(_ -> token(fresh));
        Stubs.PEER.answers(asked -> accepts(asked, fresh));

        // A token that is less than a second old is not replaced.
        await().atMost(Duration.ofSeconds(5)).until(() -> post("answering") instanceof Answered);

        assertThat(Stubs.ISSUER.asked()).hasSize(1);
        assertThat(post("answering")).isInstanceOf(Answered.class);
        assertThat(breaker("answering").getMetrics().getNumberOfFailedCalls()).isZero();
    }

    private static Reply token(String value) {
        return Reply.json(
                "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":600}"
                        .formatted(value));
    }

    private static Reply accepts(Asked asked, String token) {
        return asked.header("Authorization").equals("Bearer " + token)
                ? THING
                : Reply.problem(401, "unauthorized");
    }

    @Test
    void countsWhatThePeerDidAndNothingElse() {
        for (Reply own : List.of(Reply.problem(401, "unauthorized"), TOO_LATE)) {
            Stubs.PEER.answers(_ -> own);
            post("counting");
        }
        post("nobody");
        Deadline.in(Duration.ZERO).during(() -> post("counting"));
        assertThat(counted("counting")).isEqualTo("0 good, 0 bad");
        assertThat(counted("nobody")).isEqualTo("0 good, 0 bad");

        for (Reply theirs : List.of(THING, Reply.problem(409, "out"), BROKEN, Reply.NONE)) {
            Stubs.PEER.answers(_ -> theirs);
            post("counting");
        }
        assertThat(counted("counting")).isEqualTo("2 good, 2 bad");
    }

    private String counted(String group) {
        CircuitBreaker.Metrics metrics = breaker(group).getMetrics();
        return "%s good, %s bad"
                .formatted(metrics.getNumberOfSuccessfulCalls(), metrics.getNumberOfFailedCalls());
    }

    @Test
    void saysThatItWasTooLateWhereItWas() {
        Web web = new Web(port);

        assertThat(web.get("/open/deadline/left", Deadline.HEADER, "0").header(Deadline.HEADER))
                .isEqualTo("passed");
        assertThat(web.get("/open/deadline/passed", Deadline.HEADER, "50").header(Deadline.HEADER))
                .isEqualTo("passed");
    }

    private static long firstDeadline() {
        return Long.parseLong(Stubs.PEER.asked().getFirst().header(Deadline.HEADER));
    }

    private static long lastDeadline() {
        return Long.parseLong(Stubs.PEER.asked().getLast().header(Deadline.HEADER));
    }

    @Test
    void callsNobodyForWhatIsTooLate() {
        RemoteOutcome<?> outcome = Deadline.in(Duration.ZERO).during(() -> get("answering"));

        assertThat(outcome).isInstanceOf(NotSent.class);
        assertThat(Stubs.PEER.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5"})
    void doesNotBeginWhatIsLateOnArrival(String left) {
        Lateness.BEGUN.set(0);

        new Web(port).get("/open/deadline/left", Deadline.HEADER, left).problem(503, "unavailable");

        assertThat(Lateness.BEGUN).hasValue(0);
    }

    @Test
    void takesTheCallersDeadlineOver() {
        Web web = new Web(port);

        assertThat(web.get("/open/deadline/left").body()).isEqualTo("none");
        assertThat(web.get("/open/deadline/left", Deadline.HEADER, "soon").body())
                .isEqualTo("none");
        assertThat(leftOf(web, "9000")).isBetween(1L, 9_000L);
        assertThat(leftOf(web, "999999999")).isBetween(9_001L, 30_000L);
        web.get("/open/deadline/passed", Deadline.HEADER, "50").problem(503, "unavailable");
    }

    private static long leftOf(Web web, String header) {
        return Long.parseLong(web.get("/open/deadline/left", Deadline.HEADER, header).body());
    }

    @Test
    void letsOnlySoManyCallsWaitForOnePeer() {
        Stubs.PEER.answers(_ -> neverInTime());
        CompletableFuture<RemoteOutcome<?>> first =
                CompletableFuture.supplyAsync(() -> post("narrow"));
        await().until(() -> Stubs.PEER.asked().size() == 1);

        assertThat(post("narrow")).isInstanceOf(NotSent.class);

        assertThat(Stubs.PEER.asked()).hasSize(1);
        assertThat(counted("narrow")).isEqualTo("0 good, 0 bad");
        enough.countDown();
        assertThat(first).succeedsWithin(Duration.ofSeconds(5));
    }
}
