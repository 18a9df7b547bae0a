package shop.system.chaos;

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import shop.system.Answer;

/**
 * The services' own counters, summed over all processes that were: a counter that is smaller than
 * before belongs to a new process. What one counted after the last look at it is missing.
 */
final class SagaMeters {

    private static final String FENCED = "shop_saga_fenced_total";
    private static final Map<String, String> FIGURES =
            Map.of(
                    FENCED,
                    "writes refused to their saga's former owner",
                    "shop_saga_takeovers_total",
                    "takeovers",
                    "shop_saga_undone_total",
                    "compensated sagas");

    private final ChaosShop shop;
    private final Figures figures;
    private final LastingPerson ops;
    private final Map<String, Double> last = new HashMap<>();

    SagaMeters(ChaosShop shop, Figures figures, LastingPerson ops) {
        this.shop = shop;
        this.figures = figures;
        this.ops = ops;
    }

    synchronized void look() {
        ChaosShop.ORDER_SERVICES.forEach(service -> counters(service).forEach(this::add));
    }

    private void add(String counter, double now) {
        String figure = Objects.requireNonNull(FIGURES.get(name(counter)));
        Double before = last.put(counter, now);
        boolean same = before != null && before <= now;
        figures.count(figure, Math.round(same ? now - before : now));
    }

    /** How many writes of this process have been refused so far; 0 if it does not answer. */
    long fenced(String service) {
        return Math.round(
                counters(service).entrySet().stream()
                        .filter(counter -> name(counter.getKey()).equals(FENCED))
                        .mapToDouble(Map.Entry::getValue)
                        .sum());
    }

    private static String name(String counter) {
        return counter.substring(counter.indexOf(' ') + 1).split("\\{", 2)[0];
    }

    /** By service and name; empty if it is dead or frozen, and counts nothing. */
    private Map<String, Double> counters(String service) {
        Map<String, Double> counters = new HashMap<>();
        try {
            int port = shop.processes().managementPort(service);
            Answer answer = ops.now().get(port, "/actuator/prometheus");
            for (String line : answer.response().body().lines().toList()) {
                int end = line.lastIndexOf(' ');
                String counter = service + " " + line.substring(0, Math.max(0, end));
                if (answer.status() == 200 && FIGURES.containsKey(name(counter))) {
                    counters.put(counter, Double.valueOf(line.substring(end + 1)));
                }
            }
        } catch (UncheckedIOException e) {
            // Then nobody knows.
        }
        return counters;
    }
}
