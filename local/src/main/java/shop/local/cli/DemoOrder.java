package shop.local.cli;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import shop.local.cli.terminal.Console;
import shop.local.topology.ShopFailure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Places a real order the way any customer does, and shows what became of it. */
final class DemoOrder {

    /** What it takes to buy something. */
    record Purchase(JsonNode tea, String token) {}

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Gateway gateway;
    private final Console console;

    DemoOrder(Gateway gateway, Console console) {
        this.gateway = gateway;
        this.console = console;
    }

    /**
     * Begins to wait until there is something to sell, for as long as it takes the shop to open. To
     * be called before it is open: the first questions are slow, and the last process to start can
     * use the time.
     */
    Future<Purchase> prepare() {
        var purchase = new FutureTask<>(() -> new Purchase(tea(), token("alice")));
        Thread.startVirtualThread(purchase);
        return purchase;
    }

    /**
     * Orders one tea.
     *
     * @return whether it was completed
     */
    boolean place(Future<Purchase> prepared) {
        Purchase purchase = await(prepared);
        HttpResponse<String> answer = order("alice", purchase.token(), purchase.tea());
        if (answer.statusCode() != 402) {
            return show(answer, purchase.token());
        }
        // Her purse is small and this may be called often; the second has a million.
        console.say("  alice has spent all her money.");
        String token = token("c001");
        return show(order("c001", token, purchase.tea()), token);
    }

    private static Purchase await(Future<Purchase> prepared) {
        try {
            return prepared.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ShopFailure failure
                    ? failure
                    : new ShopFailure("No order could be placed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShopFailure("Interrupted.", e);
        }
    }

    private JsonNode tea() {
        for (JsonNode product : json(gateway.products("tea"), 200).path("content")) {
            if (product.path("available").asInt() > 0) {
                return product;
            }
        }
        throw new ShopFailure("There is no tea left; ./shop reset brings it back.");
    }

    private String token(String customer) {
        return json(gateway.token(customer), 200).path("access_token").asString();
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
        console.say(new SagaLog(saga).text());
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

    private static JsonNode json(HttpResponse<String> answer, int expected) {
        if (answer.statusCode() != expected) {
            throw new ShopFailure(
                    answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private static String pretty(JsonNode node) {
        return JSON.writeValueAsString(node);
    }
}
