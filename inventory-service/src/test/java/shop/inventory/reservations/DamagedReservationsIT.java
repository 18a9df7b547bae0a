package shop.inventory.reservations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import shop.inventory.InventoryTest;
import shop.inventory.Shelves;
import shop.inventory.TestTokens;
import shop.inventory.stock.Line;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What cannot be changed, because its rows were damaged, holds up nothing but itself. */
@InventoryTest
class DamagedReservationsIT {

    /** What somebody did by hand to the stock of a product, or to the reservations of it. */
    enum Damage {
        NOTHING_IS_HELD("UPDATE stock_item SET held = 0 WHERE sku = 'odd'"),
        THERE_IS_NO_STOCK("DELETE FROM stock_item WHERE sku = 'odd'"),
        ITS_LINES_MAKE_NO_SENSE("UPDATE reservation SET skus = '{No SKU}' WHERE skus = '{odd}'");

        private final String statement;

        Damage(String statement) {
            this.statement = statement;
        }
    }

    private static final String SENCHA = "tea-sencha";

    @Autowired ReservationService service;
    @Autowired ReservationExpiry expiry;
    @Autowired Shelves shelves;
    @Autowired JdbcClient jdbc;
    @Autowired RestTestClient http;
    @Autowired MeterRegistry meters;

    @BeforeEach
    void startOver() {
        shelves.reset();
        jdbc.sql("INSERT INTO product VALUES ('odd', 'Odd', 'An odd thing.', 100, 'EUR')").update();
        jdbc.sql("INSERT INTO stock_item (sku, available) VALUES ('odd', 500)").update();
    }

    @AfterEach
    void clear() {
        shelves.reset();
        jdbc.sql("DELETE FROM stock_item WHERE sku = 'odd'").update();
        jdbc.sql("DELETE FROM product WHERE sku = 'odd'").update();
    }

    private UUID held(String sku) {
        UUID id = UUID.randomUUID();
        service.reserve(id, List.of(Line.of(sku, 1)));
        return id;
    }

    private void damage(Damage how) {
        jdbc.sql(how.statement).update();
    }

    private List<String> commit(List<UUID> ids) {
        String body =
                http.post()
                        .uri("/internal/reservations/commit")
                        .header("Authorization", TestTokens.ORDER_SERVICE)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(
                                ids.stream()
                                        .map(id -> "\"" + id + "\"")
                                        .collect(Collectors.joining(",", "{\"ids\":[", "]}")))
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody();
        List<JsonNode> results =
                JsonMapper.shared()
                        .readTree(String.valueOf(body))
                        .get("results")
                        .valueStream()
                        .toList();
        assertThat(results)
                .extracting(result -> result.get("id").asString())
                .containsExactlyElementsOf(ids.stream().map(UUID::toString).toList());
        return results.stream().map(result -> result.get("status").asString()).toList();
    }

    private double failures(String batch) {
        return meters.find("shop.batch.failures").tag("batch", batch).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @ParameterizedTest
    @EnumSource
    void commitsAllButTheDamagedOne(Damage damage) {
        List<UUID> ids = List.of(held(SENCHA), held("odd"), held(SENCHA), UUID.randomUUID());
        damage(damage);
        double before = failures("commit");

        assertThat(commit(ids)).containsExactly("COMMITTED", "FAILED", "COMMITTED", "UNKNOWN");

        assertThat(shelves.of(SENCHA)).isEqualTo("9998 0 2");
        assertThat(failures("commit") - before).isEqualTo(1);
    }

    @Test
    void commitsAHundredWithOneThatIsDamaged() {
        List<UUID> ids =
                new ArrayList<>(IntStream.range(0, 99).mapToObj(_ -> held(SENCHA)).toList());
        ids.add(42, held("odd"));
        damage(Damage.NOTHING_IS_HELD);

        List<String> statuses = commit(ids);

        assertThat(statuses).element(42).isEqualTo("FAILED");
        assertThat(statuses).filteredOn("COMMITTED"::equals).hasSize(99);
        assertThat(shelves.of(SENCHA)).isEqualTo("9901 0 99");
    }

    @Test
    void commitsTheDamagedOneOnceItIsMended() {
        UUID id = held("odd");
        damage(Damage.NOTHING_IS_HELD);
        assertThat(commit(List.of(id))).containsExactly("FAILED");

        jdbc.sql("UPDATE stock_item SET held = 1 WHERE sku = 'odd'").update();

        assertThat(commit(List.of(id))).containsExactly("COMMITTED");
    }

    @ParameterizedTest
    @EnumSource
    void expiresAllButTheDamagedOnesThoughTheyAreMoreThanABatch(Damage damage) {
        IntStream.range(0, 120).forEach(_ -> held("odd"));
        timeIsOver("1 hour");
        damage(damage);
        IntStream.range(0, 120).forEach(_ -> held(SENCHA));
        timeIsOver("1 second");
        double before = failures("expire");

        expiry.expireDue();

        assertThat(shelves.of(SENCHA)).isEqualTo("10000 0 0");
        assertThat(failures("expire") - before).isGreaterThanOrEqualTo(120);
    }

    @Test
    void expiresTheDamagedOneOnceItIsMended() {
        held("odd");
        timeIsOver("1 hour");
        damage(Damage.NOTHING_IS_HELD);
        expiry.expireDue();

        jdbc.sql("UPDATE stock_item SET held = 1 WHERE sku = 'odd'").update();
        expiry.expireDue();

        assertThat(shelves.of("odd")).isEqualTo("500 0 0");
    }

    private void timeIsOver(String since) {
        jdbc.sql(
                        """
                        UPDATE reservation SET expires_at = now() - ?::interval
                        WHERE status = 'HELD' AND expires_at > now()
                        """)
                .param(since)
                .update();
    }
}
