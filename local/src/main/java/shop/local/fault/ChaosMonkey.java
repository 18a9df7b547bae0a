package shop.local.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import shop.local.topology.ShopFailure;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Chaos Monkey for Spring Boot in one service, told what to do through its endpoint. It troubles
 * every so-manieth call of a controller, and forgets everything when the service ends.
 *
 * @param port of the service's management
 * @param issuer gives the operator's token, without which the service refuses
 */
record ChaosMonkey(int port, TokenIssuer issuer) {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** Delays calls. */
    void delay(Duration by, Share share) {
        int millis = Math.toIntExact(by.toMillis());
        send(
                assaults(share)
                        .put("latencyActive", true)
                        .put("latencyRangeStart", millis)
                        .put("latencyRangeEnd", millis));
    }

    /** Lets calls fail. */
    void fail(Share share) {
        send(assaults(share).put("exceptionsActive", true));
    }

    /** Leaves all calls alone. */
    void rest() {
        send(assaults(Share.ALL));
    }

    private static ObjectNode assaults(Share share) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("deterministic", true)
                .put("level", share.oneIn())
                .put("latencyActive", false)
                .put("exceptionsActive", false);
    }

    private void send(ObjectNode assaults) {
        URI address = URI.create("http://127.0.0.1:" + port + "/actuator/chaosmonkey/assaults");
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(address)
                            .timeout(LIMIT)
                            .header("Content-Type", "application/json")
                            .header("Authorization", "Bearer " + issuer.operatorsToken(http))
                            .POST(BodyPublishers.ofString(assaults.toString()))
                            .build();
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new ShopFailure(address + " answered " + answer.statusCode() + ".");
            }
        } catch (IOException e) {
            throw new ShopFailure("There is no answer at " + address + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShopFailure("Interrupted.", e);
        }
    }
}
