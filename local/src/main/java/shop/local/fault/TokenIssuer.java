package shop.local.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import shop.local.topology.ShopFailure;
import tools.jackson.databind.json.JsonMapper;

/**
 * The demo's token endpoint.
 *
 * @param port the registry's
 */
record TokenIssuer(int port) {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String OPERATOR =
            Base64.getEncoder().encodeToString("ops:ops".getBytes(StandardCharsets.UTF_8));

    /**
     * A fresh one.
     *
     * @throws ShopFailure if the registry gives none
     */
    String operatorsToken(HttpClient http) throws InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + port + "/oauth2/token");
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .timeout(LIMIT)
                        .header("Authorization", "Basic " + OPERATOR)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                        .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new ShopFailure(address + " answered " + answer.statusCode() + ".");
            }
            return JsonMapper.shared().readTree(answer.body()).path("access_token").asString();
        } catch (IOException e) {
            throw new ShopFailure("There is no answer at " + address + ".", e);
        }
    }
}
