package shop.local.cli;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import shop.local.topology.ShopFailure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Places a real order the way any customer does, and shows what became of it. */
final class DemoOrder {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String ROW = "  %-20s %-12s %-8s %8s %8s  %s";

    private final Gateway gateway;
    private final Console console;

    DemoOrder(Gateway gateway, Console console) {
        this.gateway = gateway;
        this.console = console;
    }

    /**
     * Orders one tea.
     *
     * @return whether it was completed
     */
    boolean place() {
        JsonNode product = product();
        // Her purse is small and this may be called often; the second has a million.
        for (String customer : List.of("alice", "c001")) {
            String token = json(gateway.token(customer), 200).path("access_token").asString();
            HttpResponse<String> answer = order(customer, token, product);
            if (answer.statusCode() != 402) {
                return show(answer, token);
            }
            console.say("  " + customer + " cannot pay for it.");
        }
        return false;
    }

    private JsonNode product() {
        for (JsonNode product : json(gateway.products("tea"), 200).path("content")) {
            if (product.path("available").asInt() > 0) {
                return product;
            }
        }
        throw new ShopFailure("There is no tea left; ./shop reset brings it back.");
    }

    private HttpResponse<String> order(String customer, String token, JsonNode product) {
        console.say("");
        console.say(
                "%s orders 1 × %s at %s"
                        .formatted(customer, product.path("name").asString(), gateway.address()));
        String body =
                JSON.createObjectNode()
                        .set(
                                "lines",
                                JSON.createArrayNode()
                                        .add(
                                                JSON.createObjectNode()
                                                        .put("sku", product.path("sku").asString())
                                                        .put("quantity", 1)))
                        .toString();
        return gateway.order(body, UUID.randomUUID().toString(), token);
    }

    private boolean show(HttpResponse<String> placed, String token) {
        if (placed.statusCode() != 201 && placed.statusCode() != 202) {
            console.say(placed.statusCode() + " " + pretty(JSON.readTree(placed.body())));
            return false;
        }
        String path = "/api/orders/" + JSON.readTree(placed.body()).path("id").asString();
        JsonNode order = settled(path, token);
        JsonNode saga = json(gateway.get(path + "/checkout", token), 200);
        console.say("answered " + placed.statusCode() + "; now it is");
        console.say(pretty(order));
        console.say("");
        console.say("its saga: " + saga.path("state").asString());
        console.say(ROW.formatted("step", "kind", "state", "attempts", "ms", "").stripTrailing());
        saga.path("steps").forEach(this::showStep);
        return order.path("status").asString().equals("COMPLETED");
    }

    private JsonNode settled(String path, String token) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            JsonNode order = json(gateway.get(path, token), 200);
            String status = order.path("status").asString();
            boolean under = status.equals("PENDING") || status.equals("CONFIRMED");
            if (!under || System.nanoTime() > end) {
                return order;
            }
            Gateway.pause();
        }
    }

    private void showStep(JsonNode step) {
        console.say(
                ROW.formatted(
                                text(step, "name"),
                                text(step, "kind"),
                                text(step, "state"),
                                text(step, "attempts"),
                                millis(step),
                                text(step, "detail"))
                        .stripTrailing());
    }

    private static String millis(JsonNode step) {
        String from = text(step, "startedAt");
        String to = text(step, "endedAt");
        return from.isEmpty() || to.isEmpty()
                ? ""
                : Long.toString(
                        Duration.between(Instant.parse(from), Instant.parse(to)).toMillis());
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? "" : value.asString();
    }

    private static JsonNode json(HttpResponse<String> answer, int expected) {
        if (answer.statusCode() != expected) {
            throw new ShopFailure(
                    "%s answered %d: %s"
                            .formatted(answer.uri(), answer.statusCode(), answer.body()));
        }
        return JSON.readTree(answer.body());
    }

    private static String pretty(JsonNode node) {
        return JSON.writeValueAsString(node);
    }
}
