package shop.local.cli;

import java.net.http.HttpResponse;
import shop.local.topology.ShopFailure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Shows what the shop tells operators. */
record Reading(Gateway gateway) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Shows the books, and answers whether they balance. */
    boolean books() {
        HttpResponse<String> token = gateway.token("ops");
        JsonNode bearer = JSON.readTree(good(token)).path("access_token");
        JsonNode books = JSON.readTree(good(gateway.get("/api/books", bearer.asString())));
        System.out.println(JSON.writeValueAsString(books));
        return books.path("balanced").asBoolean();
    }

    /** Shows what there is at {@code /actuator/}, as JSON where it is JSON. */
    boolean actuator(String path) {
        String body = good(gateway.get("/actuator/" + path));
        boolean json = body.startsWith("{") || body.startsWith("[");
        System.out.println(json ? JSON.writeValueAsString(JSON.readTree(body)) : body);
        return true;
    }

    private static String good(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new ShopFailure(
                    "%s answered %s: %s"
                            .formatted(answer.uri(), answer.statusCode(), answer.body()));
        }
        return answer.body();
    }
}
