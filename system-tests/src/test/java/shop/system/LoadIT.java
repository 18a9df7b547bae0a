package shop.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Many at once; the books must balance afterwards. */
@Isolated
class LoadIT {

    private static final int CUSTOMERS = 500;
    private static final long SEED = 20260101;

    private static List<Person> customers(int count) {
        return inParallel(
                16, count, i -> RunningShop.person(String.format(Locale.ROOT, "c%03d", i + 1)));
    }

    private static <T> List<T> inParallel(int clients, int count, IntFunction<T> task) {
        List<Callable<T>> tasks =
                IntStream.range(0, count).<Callable<T>>mapToObj(i -> () -> task.apply(i)).toList();
        try (ExecutorService pool = Executors.newFixedThreadPool(clients)) {
            return pool.invokeAll(tasks).stream().map(LoadIT::result).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Answer> otherThan(Set<Integer> statuses, List<Answer> answers) {
        return answers.stream().filter(answer -> !statuses.contains(answer.status())).toList();
    }

    @Test
    void aThousandOrdersBySixteenClientsBalance() {
        List<Person> customers = customers(CUSTOMERS);
        List<String> skus =
                IntStream.range(0, 5)
                        .mapToObj(page ->
                                customers.getFirst().get("/api/products?size=100&page=" + page))
                        .flatMap(page -> page.json().at("/content").valueStream())
                        .map(product -> product.get("sku").asString())
                        .filter(sku -> !sku.startsWith("rare-"))
                        .toList();
        assertThat(skus).hasSize(490);
        Random random = new Random(SEED);
        int[] choices = random.ints(1000, 0, skus.size()).toArray();
        long before = RunningShop.booksAtRest().number("/orders/completed");
        List<Answer> answers =
                inParallel(
                        16,
                        1000,
                        i -> customers.get(i % CUSTOMERS).order(skus.get(choices[i]), 1 + i % 3));
        assertThat(otherThan(Set.of(201, 202), answers)).isEmpty();
        Answer books = RunningShop.booksAtRest();
        assertThat(books.json().at("/balanced").asBoolean()).as(books.toString()).isTrue();
        assertThat(books.number("/orders/completed") - before).isEqualTo(1000);
        assertThat(books.number("/stock/held")).isZero();
        assertThat(books.at("/money/held/amount")).isEqualTo("0.00");
    }

    @Test
    void aHundredBuyersOfTenPiecesBuyTen() {
        List<Person> customers = customers(100);
        String rare =
                customers
                        .getFirst()
                        .get("/api/products?q=rare-&size=100")
                        .json()
                        .at("/content")
                        .valueStream()
                        .filter(product -> product.get("available").asInt() == 10)
                        .map(product -> product.get("sku").asString())
                        .filter(sku -> !sku.equals("rare-gyokuro-first-flush"))
                        .findFirst()
                        .orElseThrow();
        Function<Integer, Answer> buy = i -> customers.get(i).order(rare, 1);
        List<Answer> answers = inParallel(100, 100, buy::apply);
        assertThat(otherThan(Set.of(201, 202, 409), answers)).isEmpty();
        Answer books = RunningShop.booksAtRest();
        assertThat(books.json().at("/balanced").asBoolean()).as(books.toString()).isTrue();
        long bought =
                answers.stream()
                        .map(Answer::json)
                        .map(json -> json.path("order").asString(json.path("id").asString("")))
                        .map(id -> RunningShop.person("ops").get("/api/orders/" + id).at("/status"))
                        .filter("COMPLETED"::equals)
                        .count();
        assertThat(bought).isEqualTo(10);
    }
}
