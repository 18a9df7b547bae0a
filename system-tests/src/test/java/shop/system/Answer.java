package shop.system;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer as it came. */
public record Answer(HttpResponse<String> response) {

    public int status() {
        return response.statusCode();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(response.body());
    }

    /** What the body has there as text, empty if nothing. */
    public String at(String pointer) {
        return json().at(pointer).asString("");
    }

    public long number(String pointer) {
        return json().at(pointer).asLong(-1);
    }

    /** Whether the shop is no longer at work on what was asked for. */
    public boolean isDecided() {
        return status() != 202 && !at("/type").endsWith("request-in-progress");
    }

    @Override
    public String toString() {
        return "%s %s %s".formatted(status(), header("WWW-Authenticate"), response.body());
    }
}
