package shop.order;

import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who uses the public API; his token is his name. */
public record Caller(RestTestClient client, String name) {

    /** An answer as it came. */
    public record Got(int status, HttpHeaders headers, String body) {

        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        /** What the body has there, empty if nothing. */
        public String at(String pointer) {
            return json().at(pointer).asString("");
        }

        public String location() {
            return String.valueOf(headers.getFirst("Location"));
        }

        public boolean replayed() {
            return headers.containsHeader("Idempotent-Replayed");
        }
    }

    public Got get(String path) {
        return got(
                client.get()
                        .uri(path)
                        .header("Authorization", "Bearer " + name)
                        .exchange()
                        .returnResult(String.class));
    }

    public Got post(String path) {
        return got(
                client.post()
                        .uri(path)
                        .header("Authorization", "Bearer " + name)
                        .exchange()
                        .returnResult(String.class));
    }

    public Got place(String key, String body, String prefer) {
        return got(
                client.post()
                        .uri("/api/orders")
                        .header("Authorization", "Bearer " + name)
                        .header("Idempotency-Key", key)
                        .header("Content-Type", "application/json")
                        .header("Prefer", prefer)
                        .body(body)
                        .exchange()
                        .returnResult(String.class));
    }

    /** As the gateway repeats it. */
    public Got placeAgain(String key, String body) {
        return got(
                client.post()
                        .uri("/api/orders")
                        .header("Authorization", "Bearer " + name)
                        .header("Idempotency-Key", key)
                        .header("X-Request-Repeated", "true")
                        .header("Content-Type", "application/json")
                        .body(body)
                        .exchange()
                        .returnResult(String.class));
    }

    public Got cancel(String location, String key) {
        return got(
                client.post()
                        .uri(location + "/cancellation")
                        .header("Authorization", "Bearer " + name)
                        .header("Idempotency-Key", key)
                        .exchange()
                        .returnResult(String.class));
    }

    private static Got got(EntityExchangeResult<String> result) {
        return new Got(
                result.getStatus().value(),
                result.getResponseHeaders(),
                String.valueOf(result.getResponseBody()));
    }
}
