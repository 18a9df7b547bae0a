package shop.inventory.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.ErrorResponseException;
import shop.inventory.Crowd;
import shop.inventory.InventoryTest;
import shop.inventory.Shelves;

/** What is promised of the cache, each with its figures, over one database and one Redis. */
@InventoryTest
@Import(CountedStatements.class)
class TwoInstancesIT {

    private static final Sku KILO = new Sku("coffee-sulawesi-kilo");
    private static final int READS = 1_000_000;
    private static final int WRITES_EACH = 750;
    private static final int PRODUCTS = 20;

    /** Seconds for the compiler, then those that count. */
    private static final int WARM_UP = 8;

    private static final int ROUNDS = 5;

    private static TwoInstances instances;

    @Autowired Shelves shelves;
    @Autowired JdbcClient jdbc;
    @Autowired Products products;
    @Autowired StringRedisTemplate redis;

    @DynamicPropertySource
    static void quietly(DynamicPropertyRegistry registry) {
        registry.add("spring.data.redis.database", () -> "6");
    }

    @BeforeAll
    static void begin(@Autowired ApplicationContext first) {
        instances = new TwoInstances(first);
    }

    @AfterAll
    static void end() {
        instances.close();
    }

    @BeforeEach
    void startOver() {
        shelves.reset();
        instances.forgetEverything();
        CountedStatements.COUNT.set(0);
    }

    @Test
    void aMillionReadsShowNothingThatIsOlderThanASecond() throws Exception {
        History history = new History(seeded().subList(0, PRODUCTS));
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> writers =
                    IntStream.range(0, 4)
                            .<Future<?>>mapToObj(i -> threads.submit(() -> write(history, i % 2)))
                            .toList();
            List<Future<?>> all = new ArrayList<>(writers);
            IntStream.range(0, 4)
                    .forEach(i -> all.add(threads.submit(() -> read(history, i % 2, writers))));
            for (Future<?> each : all) {
                each.get();
            }
        }

        say(history.toString());
        assertThat(history.reads()).isGreaterThanOrEqualTo(READS);
        assertThat(history.tooStaleReads()).isZero();
        instances.hearEverything();
        cacheIsDatabase();
    }

    private static void write(History history, int instance) {
        for (int i = 0; i < WRITES_EACH; i++) {
            int product = ThreadLocalRandom.current().nextInt(PRODUCTS);
            instances.reserveOne(instance, history.sku(product));
            history.written(product);
        }
    }

    private static void read(History history, int instance, List<Future<?>> writers) {
        ProductController controller = instances.controller(instance);
        while (history.reads() < READS || !writers.stream().allMatch(Future::isDone)) {
            int product = ThreadLocalRandom.current().nextInt(PRODUCTS);
            long begin = System.nanoTime();
            history.read(
                    product, begin, controller.product(history.sku(product).value()).available());
        }
    }

    private void cacheIsDatabase() {
        int remembered = 0;
        List<Sku> all = seeded();
        for (Sku sku : all) {
            ProductView current = products.current(sku).orElseThrow();
            remembered += instances.cache(0).get(sku) == null ? 0 : 1;
            assertThat(instances.controller(0).product(sku.value())).isEqualTo(current);
            assertThat(instances.controller(1).product(sku.value())).isEqualTo(current);
            assertThat(instances.cache(0).get(sku, ProductView.class)).isEqualTo(current);
        }
        say(
                "at rest, %s products: both instances and Redis say what the database says; %s were remembered before"
                        .formatted(all.size(), remembered));
    }

    @Test
    void aReaderThatPausedDoesNotBringBackWhatIsOld() throws Exception {
        CountDownLatch hasRead = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        Callable<ProductView> pausing =
                () -> {
                    ProductView read = products.current(KILO).orElseThrow();
                    hasRead.countDown();
                    goesOn.await();
                    return read;
                };
        CompletableFuture<ProductView> reader =
                CompletableFuture.supplyAsync(() -> instances.cache(0).get(KILO, pausing));
        hasRead.await();
        instances.reserveOne(1, KILO);
        instances.hearEverything();
        goesOn.countDown();

        assertThat(Objects.requireNonNull(reader.get()).available()).isEqualTo(10_000);
        assertThat(instances.cache(0).get(KILO)).isNull();
        assertThat(instances.controller(0).product(KILO.value()).available()).isEqualTo(9_999);
        assertThat(instances.controller(1).product(KILO.value()).available()).isEqualTo(9_999);
        say("1 reader paused between its read and its put: 0 old values were stored");
    }

    @Test
    void fiveHundredColdReadersCauseOneLoad() throws Exception {
        List<ProductView> shown =
                Crowd.of(500, i -> instances.controller(i % 2).product(KILO.value()));
        int loads = CountedStatements.COUNT.get();

        say("500 cold readers on two instances: %s database load(s)".formatted(loads));
        assertThat(shown).hasSize(500).containsOnly(products.current(KILO).orElseThrow());
        assertThat(loads).isEqualTo(1);
    }

    @Test
    void tenThousandAbsentSkusCauseHardlyAnyLoad() throws Exception {
        long keys = keys();
        List<Boolean> shown = Crowd.of(10_000, i -> isShown(i % 2, "absent-" + UUID.randomUUID()));
        int loads = CountedStatements.COUNT.get();

        say("10,000 random absent SKUs on two instances: %s database load(s)".formatted(loads));
        assertThat(shown).hasSize(10_000).containsOnly(false);
        assertThat(loads).isLessThanOrEqualTo(100);
        assertThat(keys()).isLessThanOrEqualTo(keys);
    }

    @Test
    void showsANewProductSoon() {
        String fresh = "fresh-" + UUID.randomUUID();
        assertThat(isShown(0, fresh) || isShown(1, fresh)).isFalse();
        jdbc.sql("INSERT INTO product VALUES (?, 'Fresh', 'Just in.', 100, 'EUR')")
                .param(fresh)
                .update();
        jdbc.sql("INSERT INTO stock_item (sku) VALUES (?)").param(fresh).update();
        try {
            await().until(() -> isShown(0, fresh) && isShown(1, fresh));
        } finally {
            jdbc.sql("DELETE FROM stock_item WHERE sku = ?").param(fresh).update();
            jdbc.sql("DELETE FROM product WHERE sku = ?").param(fresh).update();
        }
    }

    @Test
    void readsMoreASecondThanWithoutTheCache() throws Exception {
        List<Sku> skus = seeded();
        ProductController controller = instances.controller(0);
        List<Long> cached = new ArrayList<>();
        List<Long> uncached = new ArrayList<>();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            cached.add(readsInASecond(skus, sku -> controller.product(sku.value())));
            uncached.add(readsInASecond(skus, products::current));
        }
        cached = cached.subList(WARM_UP, WARM_UP + ROUNDS);
        uncached = uncached.subList(WARM_UP, WARM_UP + ROUNDS);

        double median = cached.stream().sorted().toList().get(ROUNDS / 2);
        double plain = uncached.stream().sorted().toList().get(ROUNDS / 2);
        say(
                String.format(
                        Locale.ROOT,
                        "reads a second, 8 threads, %d products, in turn: cached %s, uncached %s:"
                                + " %.0f times as many",
                        skus.size(),
                        cached,
                        uncached,
                        median / plain));
        assertThat(median).isGreaterThan(plain);
    }

    private static long readsInASecond(List<Sku> skus, Consumer<Sku> read) throws Exception {
        long end = System.nanoTime() + 1_000_000_000L;
        Callable<Long> reader =
                () -> {
                    long count = 0;
                    for (; System.nanoTime() < end; count++) {
                        read.accept(skus.get(ThreadLocalRandom.current().nextInt(skus.size())));
                    }
                    return count;
                };
        long reads = 0;
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (Future<Long> each :
                    threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> reader).toList())) {
                reads += each.get();
            }
        }
        return reads;
    }

    private static boolean isShown(int instance, String sku) {
        try {
            return instances.controller(instance).product(sku).sku().value().equals(sku);
        } catch (ErrorResponseException e) {
            return false;
        }
    }

    private List<Sku> seeded() {
        return jdbc.sql("SELECT sku FROM stock_item ORDER BY sku")
                .query((row, _) -> new Sku(row.getString("sku")))
                .list();
    }

    private long keys() {
        return Objects.requireNonNull(redis.keys("*")).size();
    }

    private static void say(String what) {
        System.out.printf(Locale.ROOT, "[cache] %s%n", what);
    }
}
