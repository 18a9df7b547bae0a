package shop.system.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static shop.system.Person.lines;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import shop.local.LocalShop;
import shop.local.Progress;
import shop.local.postgres.Connections;
import shop.local.process.Trees;
import shop.local.topology.ProcessKind;
import shop.local.topology.ShopOptions;
import shop.system.Answer;
import shop.system.BooksAtRest;
import shop.system.Person;
import shop.system.TestProfile;
import shop.system.resilience.Load.Sample;

/** A running shop is upgraded to its {@link NextVersion} and rolled back while people buy. */
@Isolated
class UpgradeIT {

    // All ports below those that the system takes for outgoing connections.
    private static final int PORT_OFFSET = 9_000;
    private static final Progress QUIET = Progress.silent();
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path NEXT = Path.of("target", "next-version").toAbsolutePath();
    private static final List<String> INSTANCES = List.of("order-service", "order-service-2");
    private static final LocalShop TODAY = shop(ROOT, "1.0.0");
    private static final LocalShop TOMORROW = shop(NEXT, "1.1.0");

    private static List<Person> people = List.of();

    /** The same shop, whose processes are started from this build. */
    private static LocalShop shop(Path root, String version) {
        Map<String, String> environment = new HashMap<>(TestProfile.environment());
        environment.put("SHOP_VERSION", version);
        environment.put("SHOP_CANARY_SHARE", "50");
        return new LocalShop(
                new ShopOptions(
                        root,
                        Path.of("target", "upgraded"),
                        PORT_OFFSET,
                        Map.of(ProcessKind.ORDER_SERVICE, 2),
                        environment,
                        List.of(),
                        false));
    }

    @BeforeAll
    static void start() throws Exception {
        TODAY.stop(QUIET);
        TODAY.reset();
        Trees.delete(NEXT);
        TODAY.start(QUIET);
        NextVersion.make(ROOT, NEXT);
        people = IntStream.rangeClosed(1, 8).mapToObj(i -> person("c00" + i)).toList();
    }

    @AfterAll
    static void stop() {
        TODAY.stop(QUIET);
    }

    @BeforeEach
    void isOfToday() {
        INSTANCES.forEach(name -> replace(name, TODAY));
    }

    private static Person person(String name) {
        return new Person("http://localhost:" + TODAY.port("gateway"), name);
    }

    /** Stops it in good order, if it runs, and starts it from this build. */
    private static void replace(String name, LocalShop build) {
        if (TODAY.running().contains(name)) {
            TODAY.stop(name, QUIET);
        }
        build.start(name, QUIET);
    }

    private static List<String> query(String sql) {
        try (Connection connection = Connections.open(TODAY.port("postgres"), "orders");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** A request that was answered for good. */
    private record Placed(Person person, String key, String body, Answer answer) {

        static Placed with(Person person, String body) {
            String key = UUID.randomUUID().toString();
            return new Placed(person, key, body, person.decided("/api/orders", key, body));
        }

        /** By the older version, and by the newer one where there are two. */
        void isAnsweredAsBefore() {
            isAnsweredAsBefore("false");
            isAnsweredAsBefore("true");
        }

        private void isAnsweredAsBefore(String byTheNewest) {
            Answer again =
                    Person.send(
                            person.request("/api/orders")
                                    .header("X-Canary", byTheNewest)
                                    .header("Idempotency-Key", key)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(body)));
            assertThat(again.status()).as(again.toString()).isEqualTo(answer.status());
            assertThat(again.response().body()).isEqualTo(answer.response().body());
            assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        }
    }

    private static List<Placed> oneOfEachAnswer() {
        List<Placed> placed =
                Stream.of(
                                Placed.with(people.getFirst(), lines("tea-sencha", 1)),
                                Placed.with(people.getFirst(), lines("tea-nowhere", 1)),
                                Placed.with(people.getFirst(), lines("rare-raku-tea-bowl", 11)),
                                Placed.with(person("dave"), lines("tea-sencha", 1000)))
                        .toList();
        assertThat(placed.stream().map(p -> p.answer().status()))
                .containsExactly(201, 422, 409, 402);
        return placed;
    }

    @Test
    void noRequestFailsAndNoAnswerChanges() throws Exception {
        List<String> timedOut = query("SELECT id FROM orders WHERE reason = 'TIMED_OUT'");
        List<Placed> placed = new ArrayList<>(oneOfEachAnswer());
        try (Load load = new Load(people)) {
            for (LocalShop build : List.of(TOMORROW, TODAY)) {
                for (String name : INSTANCES) {
                    replace(name, build);
                    placed.forEach(Placed::isAnsweredAsBefore);
                }
                placed.addAll(oneOfEachAnswer());
            }
            List<Sample> samples = load.stop();
            assertThat(samples).filteredOn(sample -> !sample.good()).isEmpty();
        }
        assertEverythingEnded();
        assertThat(query("SELECT id FROM orders WHERE reason = 'TIMED_OUT'")).isEqualTo(timedOut);
    }

    @Test
    void completesWhatTheOlderVersionHadConfirmed() throws Exception {
        List<String> confirmed = confirmedAndNotPaid();
        INSTANCES.forEach(TODAY::kill);
        query("UPDATE saga SET deadline = now() WHERE ended_at IS NULL RETURNING id");
        INSTANCES.forEach(name -> replace(name, TOMORROW));
        TODAY.resume("payment-service");
        assertEverythingEnded();
        assertThat(query("SELECT id FROM orders WHERE status = 'COMPLETED'"))
                .containsAll(confirmed);
    }

    /** Orders that were told to be confirmed when their payments froze. */
    private static List<String> confirmedAndNotPaid() throws Exception {
        try (Load _ = new Load(people)) {
            while (true) {
                TODAY.pause("payment-service");
                List<String> confirmed = query("SELECT id FROM orders WHERE status = 'CONFIRMED'");
                if (!confirmed.isEmpty()) {
                    return confirmed;
                }
                TODAY.resume("payment-service");
                people.getFirst().order("tea-sencha", 1);
            }
        }
    }

    @Test
    void theNewVersionIsUsedAtOnceWhenAllOldInstancesDie() throws Exception {
        double before = sentTo("order-service-2");
        replace("order-service-2", TOMORROW);
        await().until(() -> {
            Person.send(people.getFirst().request("/api/orders").header("X-Canary", "true"));
            return sentTo("order-service-2") > before;
        });
        try (Load load = new Load(people)) {
            TODAY.kill("order-service");
            Placed placed = Placed.with(people.getFirst(), lines("tea-sencha", 1));
            assertThat(placed.answer().status()).isEqualTo(201);
            assertThat(load.stop()).filteredOn(sample -> !sample.good()).isEmpty();
        }
        assertEverythingEnded();
    }

    /** How many requests the gateway has sent to it. */
    private static double sentTo(String name) {
        String metrics =
                person("ops")
                        .get(TODAY.managementPort("gateway"), "/actuator/prometheus")
                        .response()
                        .body();
        return Pattern.compile(
                        "(?m)^shop_instances_requests_total\\{.*target=\"[^\"]*:%s\".* (\\S+)$"
                                .formatted(TODAY.port(name)))
                .matcher(metrics)
                .results()
                .mapToDouble(match -> Double.parseDouble(match.group(1)))
                .sum();
    }

    private static void assertEverythingEnded() {
        Answer books = BooksAtRest.seenBy(person("ops"));
        assertThat(books.json().at("/balanced").asBoolean()).as(books.toString()).isTrue();
        assertThat(books.number("/orders/sagasUnfinished")).isZero();
    }
}
