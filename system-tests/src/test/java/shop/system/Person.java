package shop.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Somebody who uses the shop through the gateway, with his own token. */
public final class Person {

    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    private final String shop;
    private final String name;
    private final String token;

    public Person(String shop, String name) {
        this.shop = shop;
        this.name = name;
        this.token = token();
    }

    public String name() {
        return name;
    }

    /** As the contract tells a client to: what was answered with a 5xx is asked again. */
    private String token() {
        Answer answer =
                await().pollDelay(Duration.ZERO)
                        .until(this::askedForToken, asked -> asked.status() < 500);
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.toString());
        }
        return answer.at("/access_token");
    }

    private Answer askedForToken() {
        String basic =
                Base64.getEncoder()
                        .encodeToString((name + ":" + name).getBytes(StandardCharsets.UTF_8));
        return send(
                HttpRequest.newBuilder(URI.create(shop + "/oauth2/token"))
                        .timeout(Duration.ofSeconds(15))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials")));
    }

    /** A request that bears the token, to be completed and sent. */
    public HttpRequest.Builder request(String path) {
        return authorised(anonymous(path));
    }

    /** The same request with the token. */
    public HttpRequest.Builder authorised(HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + token);
    }

    /** A request without a token. */
    public HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create(shop + path)).timeout(Duration.ofSeconds(15));
    }

    /** A request that bears the token, to another port of this machine. */
    public HttpRequest.Builder at(int port, String path) {
        return authorised(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)))
                .timeout(Duration.ofSeconds(15));
    }

    public Answer get(int port, String path) {
        return send(at(port, path));
    }

    public Answer get(String path) {
        return send(request(path));
    }

    /** Of the first hundred products those of which there is plenty. */
    public List<String> skus() {
        return get("/api/products?size=100")
                .json()
                .at("/content")
                .valueStream()
                .map(product -> product.get("sku").asString())
                .filter(sku -> !sku.startsWith("rare-"))
                .toList();
    }

    public Answer post(String path, String key, String body) {
        return send(
                request(path)
                        .header("Idempotency-Key", key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    /** Posts it with the same key until it is decided: what is only accepted is asked again. */
    public Answer decided(String path, String key, String body) {
        return await().pollDelay(Duration.ZERO)
                .until(() -> post(path, key, body), Answer::isDecided);
    }

    /** Orders under a new key, until that is decided. */
    public Answer order(String sku, int quantity) {
        return decided("/api/orders", UUID.randomUUID().toString(), lines(sku, quantity));
    }

    public static String lines(String sku, int quantity) {
        return "{\"lines\":[{\"sku\":\"%s\",\"quantity\":%s}]}".formatted(sku, quantity);
    }

    public static Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
