package shop.system.chaos;

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import shop.system.Answer;

/**
 * The services' own counters, summed over all processes that were: a counter that is smaller than
 * before belongs to a new process. What one counted after the last look at it is missing.
 */
final class SagaMeters {

    private static final Map<String, String> FIGURES =
            Map.of(
                    "shop_saga_fenced_total", "fenced writers",
                    "shop_saga_takeovers_total", "takeovers",
                    "shop_saga_undone_total", "compensated sagas");

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
        for (String service : ChaosShop.ORDER_SERVICES) {
            try {
                int port = shop.processes().managementPort(service);
                add(service, ops.now().get(port, "/actuator/prometheus"));
            } catch (UncheckedIOException e) {
                // It is dead or frozen, and counts nothing.
            }
        }
    }

    private void add(String service, Answer answer) {
        if (answer.status() != 200) {
            return;
        }
        for (String line : answer.response().body().lines().toList()) {
            String name = line.split("[{ ]", 2)[0];
            String figure = FIGURES.get(name);
            if (figure != null) {
                double now = Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
                String meter = service + line.substring(0, line.lastIndexOf(' '));
                Double before = last.put(meter, now);
                boolean same = before != null && before <= now;
                figures.count(figure, Math.round(same ? now - before : now));
            }
        }
    }
}
