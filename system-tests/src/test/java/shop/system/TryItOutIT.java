package shop.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import shop.system.Description.Operation;

/**
 * Does what the page at {@code /swagger-ui.html} does for somebody who tries everything out: sends
 * one request of each kind, with nothing but what the descriptions say.
 */
@ResourceLock(Lanes.RUNNING_SHOP)
class TryItOutIT {

    private static final URI GATEWAY =
            URI.create("http://localhost:" + RunningShop.port("gateway"));

    /** Has money for as many orders as it takes; the operator may do the rest. */
    private static final Map<String, Person> PEOPLE =
            Map.of("shop", RunningShop.person("c190"), "ops", RunningShop.person("ops"));

    private final List<Description> descriptions = Description.allOf(GATEWAY);

    @Test
    void everyDescriptionLeadsToTheGateway() {
        assertThat(descriptions).hasSize(3);
        assertThat(descriptions)
                .allSatisfy(description -> {
                    assertThat(description.servers()).containsExactly(GATEWAY.resolve("/"));
                    assertThat(description.tokenUrl()).isEqualTo(GATEWAY.resolve("/oauth2/token"));
                });
    }

    @Test
    void everythingCanBeTriedOut() {
        assertThat(operations()).hasSizeGreaterThanOrEqualTo(11);
        String order = placed();
        operations().stream()
                .filter(operation -> !operation.path().endsWith("/cancellation"))
                .forEach(operation -> succeeds(operation, order));
        succeeds(operation("POST", "/api/orders/{id}/cancellation"), order);
    }

    @Test
    void aKeyIsFilledIn() {
        assertThat(operations())
                .filteredOn(operation -> operation.method().equals("POST"))
                .hasSize(4)
                .allSatisfy(operation ->
                        assertThat(operation.headers()).containsKey("Idempotency-Key"));
    }

    private String placed() {
        Operation placing = operation("POST", "/api/orders");
        Answer order = await().until(() -> tried(placing, ""), Answer::isDecided);
        assertThat(order.status()).as(order.toString()).isEqualTo(201);
        String id = order.at("/id");
        await("it is paid and handed over")
                .until(() ->
                        tried(operation("GET", "/api/orders/{id}"), id)
                                .at("/status")
                                .equals("COMPLETED"));
        return id;
    }

    private static void succeeds(Operation operation, String order) {
        Answer answer = tried(operation, order);
        assertThat(answer.status()).as("%s: %s", operation, answer).isBetween(200, 202);
    }

    private static Answer tried(Operation operation, String order) {
        return Person.send(operation.request(PEOPLE, order));
    }

    private List<Operation> operations() {
        return descriptions.stream().flatMap(d -> d.operations().stream()).toList();
    }

    private Operation operation(String method, String path) {
        return operations().stream()
                .filter(o -> o.method().equals(method) && o.path().equals(path))
                .findFirst()
                .orElseThrow();
    }
}
