package shop.system.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left in Redis. Everything in it must go by itself, and there is nothing but a bucket for
 * each person and an entry for each product.
 */
final class RedisKeys {

    private final ChaosShop shop;
    private final int most;
    private long atBegin;
    private long atEnd;

    RedisKeys(ChaosShop shop, int persons, int products) {
        this.shop = shop;
        this.most = persons + products;
    }

    void lookAtBegin() throws IOException {
        atBegin = keys().size();
    }

    List<String> violations() throws IOException {
        List<String> violations = new ArrayList<>();
        List<String> keys = keys();
        atEnd = keys.size();
        for (String key : keys) {
            if (shop.redis("PTTL", key).equals("(integer) -1")) {
                violations.add("a key stays in Redis for ever: " + key);
            }
        }
        if (atEnd > most) {
            violations.add("Redis holds more than %s keys: %s".formatted(most, keys));
        }
        return violations;
    }

    void count(Figures figures) {
        figures.count("Redis keys at the begin", atBegin);
        figures.count("Redis keys at the end", atEnd);
    }

    private List<String> keys() throws IOException {
        return shop.redis("KEYS", "*")
                .lines()
                .filter(line -> line.contains(") "))
                .map(line -> line.substring(line.indexOf(") ") + 2))
                .sorted()
                .toList();
    }
}
