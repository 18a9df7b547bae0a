package shop.system.chaos;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import shop.system.Answer;
import shop.system.Person;
import tools.jackson.databind.JsonNode;

/**
 * Sagas that cannot be undone because a participant is away, as an impatient operator sees them: he
 * lets them be tried again all the time, and counts how often that was in vain.
 */
final class Undoing {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    static final String FIGURE = "most failures of one compensation";

    private final ChaosShop shop;
    private final Figures figures;
    private final int wanted;
    private final LastingPerson ops;

    Undoing(ChaosShop shop, Figures figures, int wanted, LastingPerson ops) {
        this.ops = ops;
        this.shop = shop;
        this.figures = figures;
        this.wanted = wanted;
    }

    /** Returns when the compensation of one saga has failed as often as wanted, or at the limit. */
    void awaitFailures() {
        Map<String, Integer> before = new HashMap<>();
        long end = System.nanoTime() + LIMIT.toNanos();
        await().forever()
                .pollInterval(Duration.ofMillis(300))
                .until(() -> mostFailures(before) >= wanted || System.nanoTime() > end);
    }

    private int mostFailures(Map<String, Integer> before) {
        int most = 0;
        for (JsonNode saga : turnedBack()) {
            String id = saga.path("id").asString();
            int attempts = attempts(saga);
            // Some of them were made before it turned back, to do the step.
            int failures = attempts - before.computeIfAbsent(id, _ -> attempts);
            most = Math.max(most, failures);
            tryAgain(id);
        }
        figures.largest(FIGURE, most);
        return most;
    }

    private static int attempts(JsonNode saga) {
        return saga.path("steps")
                .valueStream()
                .mapToInt(step -> step.path("attempts").asInt())
                .max()
                .orElse(0);
    }

    private List<JsonNode> turnedBack() {
        return List.of("RUNNING", "NEEDS_ATTENTION").stream()
                .flatMap(state -> answered("/internal/sagas?size=20&state=" + state).stream())
                .filter(saga -> saga.path("reason").isString())
                .toList();
    }

    private List<JsonNode> answered(String path) {
        for (String service : ChaosShop.ORDER_SERVICES) {
            try {
                Answer answer = ops.now().get(shop.processes().managementPort(service), path);
                if (answer.status() == 200) {
                    return answer.json().path("content").valueStream().toList();
                }
            } catch (UncheckedIOException e) {
                // It is dead or frozen; the other one can tell as well.
            }
        }
        return List.of();
    }

    private void tryAgain(String id) {
        for (String service : ChaosShop.ORDER_SERVICES) {
            try {
                int port = shop.processes().managementPort(service);
                Person.send(
                        ops.now()
                                .at(port, "/internal/sagas/" + id + "/retry")
                                .POST(BodyPublishers.noBody()));
                return;
            } catch (UncheckedIOException e) {
                // It is dead or frozen; the other one can tell as well.
            }
        }
    }
}
