package shop.system;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
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
    private static final String[] WITH_REDIS = {"gateway", "inventory-service"};

    private static TraceCollector collector;
    private static Person customer;
    private static Person operator;

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
                        "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_TIMEOUT", "30s",
                        "MANAGEMENT_TRACING_SAMPLING_PROBABILITY", "0.0");
        for (String name : PROCESSES) {
            RunningShop.kill(name);
        }
        for (String name : PROCESSES) {
            RunningShop.start(name, observed);
        }
        customer = RunningShop.person("c191");
        operator = RunningShop.person("ops");
    }

    private static boolean isRedisAsked() {
        return Stream.of(WITH_REDIS)
                .map(RunningShop::managementPort)
                .map(port -> operator.get(port, "/actuator/circuitbreakers"))
                .flatMap(answer -> answer.json().path("circuitBreakers").propertyStream())
                .allMatch(breaker -> breaker.getValue().path("state").asString().equals("CLOSED"));
    }

    @Test
    void followsAnOrderThroughEverything() {
        String trace = UUID.randomUUID().toString().replace("-", "");
        // One slow answer, and Redis is left out for a second, and its spans with it.
        await("everybody knows everybody, and Redis is asked")
                .ignoreException(UncheckedIOException.class)
                .until(() -> customer.order(Story.TEA, 1).status() == 201 && isRedisAsked());
        Answer answer = order(trace);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(answer.header("X-Trace-Id")).isEqualTo(trace);
        await().untilAsserted(() -> {
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
                    .contains(WITH_REDIS);
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
                customer.request("/api/orders")
                        .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                        .header("Prefer", "wait=9")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Person.lines(Story.TEA, 1))));
    }
}
