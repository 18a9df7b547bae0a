package shop.order;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import shop.order.StubService.Asked;
import shop.order.StubService.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Inventory, payment service and token issuer as stubs, agreeable unless a test says otherwise. */
public final class Participants {

    public static final StubService INVENTORY = new StubService();
    public static final StubService PAYMENT = new StubService();
    public static final StubService ISSUER = new StubService();

    private static final JsonMapper JSON = JsonMapper.shared();

    private Participants() {}

    /** Forgets what was asked, and agrees to everything. */
    public static void reset() {
        for (StubService stub : List.of(INVENTORY, PAYMENT, ISSUER)) {
            stub.forget();
        }
        INVENTORY.answers(Participants::inventory);
        PAYMENT.answers(Participants::payment);
        ISSUER.answers(_ ->
                Reply.json(
                        "{\"access_token\":\"own\",\"token_type\":\"Bearer\","
                                + "\"expires_in\":3600}"));
    }

    /** What the inventory says to everything, if it can: every SKU but absent ones costs 9.95. */
    public static Reply inventory(Asked asked) {
        return switch (asked.method() + " " + asked.path().replaceAll("[0-9a-f-]{36}", "id")) {
            case "GET /internal/products" -> products(asked.query());
            case "PUT /internal/reservations/id" -> status(asked, "HELD");
            case "DELETE /internal/reservations/id" -> status(asked, "RELEASED");
            case "POST /internal/reservations/id/return" -> status(asked, "RETURNED");
            case "POST /internal/reservations/commit" -> bulk(asked, "COMMITTED");
            default -> Reply.problem(404, "not-found", "");
        };
    }

    /** What the payment service says to everything. */
    public static Reply payment(Asked asked) {
        return switch (asked.method() + " " + asked.path().replaceAll("[0-9a-f-]{36}", "id")) {
            case "PUT /internal/payments/id" -> status(asked, "AUTHORISED");
            case "POST /internal/payments/id/void" -> status(asked, "VOIDED");
            case "POST /internal/payments/id/refund" -> status(asked, "REFUNDED");
            case "POST /internal/payments/capture" -> bulk(asked, "CAPTURED");
            default -> Reply.problem(404, "not-found", "");
        };
    }

    private static Reply products(String query) {
        List<String> products =
                Stream.of(query.split("&"))
                        .map(parameter -> parameter.substring("sku=".length()))
                        .filter(sku -> !sku.startsWith("absent"))
                        .map(Participants::product)
                        .toList();
        return Reply.json("{\"products\":%s}".formatted(products));
    }

    private static String product(String sku) {
        return "{\"sku\":\"%s\",\"name\":\"The %s\",\"price\":{\"amount\":\"9.95\",\"currency\":\"EUR\"}}"
                .formatted(sku, sku);
    }

    private static Reply status(Asked asked, String status) {
        String id = asked.path().split("/")[3];
        return Reply.json("{\"id\":\"%s\",\"status\":\"%s\"}".formatted(id, status));
    }

    private static Reply bulk(Asked asked, String status) {
        JsonNode ids = JSON.readTree(asked.body()).path("ids");
        UnaryOperator<String> result =
                id -> "{\"id\":\"%s\",\"status\":\"%s\"}".formatted(id, status);
        List<String> results = ids.valueStream().map(JsonNode::asString).map(result).toList();
        return Reply.json("{\"results\":%s}".formatted(results));
    }
}
