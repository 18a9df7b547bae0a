package shop.system.chaos;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import shop.system.Answer;
import shop.system.chaos.Invocation.Kind;
import tools.jackson.core.JacksonException;

/**
 * Buys and cancels, does not give up before he knows what became of it, and notes everything. Now
 * and then he asks again what he knows already.
 */
final class Customer {

    private static final int MOST_QUANTITY = 3;
    private static final int ASKED_AT_THE_END = 100;

    private final History history;
    private final String name;
    private final List<String> skus;
    private final RandomGenerator random;
    private final LastingPerson person;

    Customer(ChaosShop shop, History history, String name, List<String> skus, long seed) {
        this.history = history;
        this.name = name;
        this.skus = skus;
        this.random = new SplittableRandom(seed);
        this.person = new LastingPerson(shop, name);
    }

    /** A request that can be sent again and again; a checkout is of no order yet. */
    private record Wish(Kind kind, String path, String key, String body, String order) {}

    /** Goes on until told to stop, ends what he has begun, and asks for some of it once more. */
    void shop(BooleanSupplier going, Duration pace) {
        List<Wish> wishes = new ArrayList<>();
        while (going.getAsBoolean()) {
            look();
            Wish purchase =
                    new Wish(Kind.CHECKOUT, "/api/orders", Invocation.newKey(), basket(), "");
            wishes.add(purchase);
            Invocation bought = decided(purchase);
            if (bought.status() == 201 && random.nextInt(3) == 0) {
                pause(Duration.ofMillis(random.nextLong(300)));
                Wish cancellation = cancellation(bought.order());
                wishes.add(cancellation);
                decided(cancellation);
            }
            if (random.nextInt(10) == 0) {
                decided(wishes.get(random.nextInt(wishes.size())));
            }
            pause(Duration.ofMillis(random.nextLong(2 * pace.toMillis())));
        }
        Collections.shuffle(wishes, random);
        wishes.stream().limit(ASKED_AT_THE_END).forEach(this::decided);
    }

    /** At a product, as people do before they buy; what it shows decides nothing. */
    private void look() {
        try {
            person.now().get("/api/products/" + skus.get(random.nextInt(skus.size())));
        } catch (UncheckedIOException e) {
            // He buys unseen.
        }
    }

    private static Wish cancellation(String order) {
        String path = "/api/orders/" + order + "/cancellation";
        return new Wish(Kind.CANCELLATION, path, Invocation.newKey(), "", order);
    }

    private String basket() {
        List<String> some = new ArrayList<>(skus);
        Collections.shuffle(some, random);
        return some.stream()
                .limit(1 + random.nextInt(3))
                .map(sku ->
                        "{\"sku\":\"%s\",\"quantity\":%s}"
                                .formatted(sku, 1 + random.nextInt(MOST_QUANTITY)))
                .collect(Collectors.joining(",", "{\"lines\":[", "]}"));
    }

    private Invocation decided(Wish wish) {
        while (true) {
            Invocation told = invoked(wish);
            history.add(told);
            if (told.isFinal()) {
                return told;
            }
            pause(Duration.ofMillis(500 + random.nextLong(500)));
        }
    }

    private Invocation invoked(Wish wish) {
        double begin = history.now();
        try {
            Answer answer = person.now().post(wish.path(), wish.key(), wish.body());
            return told(
                    wish,
                    wish.order().isEmpty() ? orderIn(answer) : wish.order(),
                    begin,
                    answer.status(),
                    answer.response().body(),
                    answer.header("Idempotent-Replayed").equals("true"));
        } catch (UncheckedIOException e) {
            return told(wish, wish.order(), begin, 0, e.toString(), false);
        }
    }

    private Invocation told(
            Wish wish, String order, double begin, int status, String body, boolean replayed) {
        return new Invocation(
                wish.kind(), name, wish.key(), order, begin, history.now(), status, body, replayed);
    }

    private static String orderIn(Answer answer) {
        try {
            return answer.json().path("order").asString(answer.at("/id"));
        } catch (JacksonException e) {
            return "";
        }
    }

    private static void pause(Duration length) {
        LockSupport.parkNanos(length.toNanos());
    }
}
