package shop.system;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import shop.system.TraceCollector.Span;

/**
 * One order is one trace, through every process, down to the statements and the words with Redis.
 */
@ResourceLock(Lanes.RUNNING_SHOP)
class TracesIT {

    private static final String[] PROCESSES = {
        "gateway", "order-service", "payment-service", "inventory-service"
    };
    private static final String[] WITH_DATABASES = {
        "order-service", "payment-service", "inventory-service"
    };

    private static TraceCollector collector;

    // Nobody is traced but who asks for it, so that the processes can stay as they are.
    @BeforeAll
    static void observe() {
        collector = TraceCollector.start();
        Map<String, String> observed =
                Map.of(
                        "OTLP_ENABLED", "true",
                        "OTLP_ENDPOINT", collector.endpoint(),
                        // Strangers cannot have a trace recorded; this test is no stranger.
                        "SHOP_TRUSTED_PROXIES", "127.0.0.1",
                        "MANAGEMENT_TRACING_SAMPLING_PROBABILITY", "0.0");
        for (String name : PROCESSES) {
            RunningShop.kill(name);
        }
        for (String name : PROCESSES) {
            RunningShop.start(name, observed);
        }
        Person customer = RunningShop.person("alice");
        await("everybody knows everybody")
                .until(() -> customer.order(Story.TEA, 1).status() == 201);
    }

    @Test
    void followsAnOrderThroughEverything() {
        String trace = UUID.randomUUID().toString().replace("-", "");
        Answer answer = order(trace);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(answer.header("X-Trace-Id")).isEqualTo(trace);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    List<Span> spans = collector.trace(trace);
                    assertThat(spans)
                            .filteredOn(Span::isRequest)
                            .extracting(Span::service)
                            .contains(PROCESSES);
                    assertThat(spans)
                            .filteredOn(Span::isStatement)
                            .extracting(Span::service)
                            .contains(WITH_DATABASES);
                    assertThat(spans)
                            .filteredOn(Span::isRedis)
                            .extracting(Span::service)
                            .contains("gateway", "inventory-service");
                    assertThat(orphans(spans)).containsExactly("gateway");
                });
    }

    /** Whose spans have nobody above them in the same trace; the first one has the customer. */
    private static List<String> orphans(List<Span> spans) {
        Set<String> ids = spans.stream().map(Span::id).collect(toSet());
        return spans.stream()
                .filter(span -> !ids.contains(span.parent()))
                .map(Span::service)
                .toList();
    }

    private static Answer order(String trace) {
        return Person.send(
                RunningShop.person("alice")
                        .request("/api/orders")
                        .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Person.lines(Story.TEA, 1))));
    }
}
