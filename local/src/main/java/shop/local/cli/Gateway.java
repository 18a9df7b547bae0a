package shop.local.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import shop.local.topology.ShopFailure;

/** What people outside ask the shop, at its front door or, as operators, at a management port. */
final class Gateway implements AutoCloseable {

    // Right after a start the gateway may not know the others yet. Everything asked here may be
    // asked again: the orders carry a key.
    private static final Set<Integer> NOT_YET = Set.of(429, 502, 503, 504);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private final String address;
    private final Duration patience;

    /**
     * @param patience how long to ask again when the answer is that it cannot be answered yet
     */
    Gateway(int port, Duration patience) {
        this.address = "http://localhost:" + port;
        this.patience = patience;
    }

    String address() {
        return address;
    }

    HttpResponse<String> token(String customer) {
        String secret = customer + ":" + customer;
        return ask(
                request("/oauth2/token")
                        .header("Authorization", "Basic " + base64(secret))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials")));
    }

    HttpResponse<String> get(String path, String token) {
        return ask(request(path).header("Authorization", "Bearer " + token));
    }

    HttpResponse<String> get(String path) {
        return ask(request(path));
    }

    HttpResponse<String> products(String query) {
        return get("/api/products?size=20&q=" + query);
    }

    HttpResponse<String> order(String json, String key, String token) {
        return ask(
                request("/api/orders")
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(json)));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(15));
    }

    private HttpResponse<String> ask(HttpRequest.Builder request) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
                if (!NOT_YET.contains(answer.statusCode()) || System.nanoTime() > end) {
                    return answer;
                }
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw new ShopFailure("There is no answer at " + address + ".", e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ShopFailure("Interrupted.", e);
            }
            pause();
        }
    }

    static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShopFailure("Interrupted.", e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
