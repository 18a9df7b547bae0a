package shop.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import shop.testing.odd.Door;
import shop.testing.odd.OddRun;
import tools.jackson.databind.JsonNode;

/**
 * Whatever bytes arrive, the running shop answers with a problem what it does not do, goes on
 * serving everybody else, and has the same stock, money and orders as before.
 */
@ResourceLock(Lanes.RUNNING_SHOP)
class OddRequestsIT {

    private static final int REQUESTS = 4000;
    private static final String FAILURES =
            "resilience4j_circuitbreaker_calls_seconds_count{kind=\"failed\",";

    // Each has a share of requests of its own.
    private static final List<String> CUSTOMERS =
            IntStream.rangeClosed(1, 16)
                    .mapToObj(i -> String.format(Locale.ROOT, "c%03d", i))
                    .map(RunningShop::person)
                    .map(OddRequestsIT::authorization)
                    .toList();
    private static final AtomicInteger TURN = new AtomicInteger();

    @Test
    void answersWhateverBytesArriveAndChangesNothing() {
        JsonNode books = RunningShop.booksAtRest().json();
        List<String> failures = failuresOfBreakers();

        OddRun.against(door(), 0, REQUESTS);

        assertThat(RunningShop.booksAtRest().json()).isEqualTo(books);
        assertThat(failuresOfBreakers()).isNotEmpty().isEqualTo(failures);
    }

    /** Since the gateway's start: a test that killed services before has caused some. */
    private static List<String> failuresOfBreakers() {
        return RunningShop.person("ops")
                .get(RunningShop.managementPort("gateway"), "/actuator/prometheus")
                .response()
                .body()
                .lines()
                .filter(line -> line.startsWith(FAILURES))
                .sorted()
                .toList();
    }

    private static Door door() {
        return new Door(
                RunningShop.person("alice").anonymous("/").build().uri().getPort(),
                "/api/products",
                "/api/products/",
                "/api/orders",
                "{\"lines\":[{\"sku\":\"tea-sencha\",\"quantity\":1}]}",
                "{\"lines\":[{\"sku\":\"\",\"quantity\":0}]}",
                () -> CUSTOMERS.get(Math.floorMod(TURN.getAndIncrement(), CUSTOMERS.size())),
                Door.Kind.SHOP);
    }

    private static String authorization(Person customer) {
        return customer.request("/").build().headers().firstValue("Authorization").orElseThrow();
    }
}
