package shop.gateway.instances;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import shop.gateway.GatewayTest;
import shop.gateway.Upstream;

/**
 * What placing reads by SKU gains over taking turns: three instances, each with a near cache in
 * front of a database that counts. Popularity is Zipf's (the n-th product is read 1/n as often as
 * the first), eight readers at a time, the same reads for both.
 */
@GatewayTest
class NearCacheIT {

    private static final StubService PLACED = StubService.of("placed");
    private static final StubService IN_TURN = StubService.of("taking-turns");
    private static final int WARM_UP = 1_500;
    private static final int READS = 4_000;
    private static final int READERS = 8;

    @LocalServerPort int port;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry properties) {
        PLACED.register(properties, true);
        IN_TURN.register(properties, false);
    }

    /** A catalogue much larger than a near cache. */
    @Test
    void readsLessFromTheDatabaseWhereACacheIsTooSmallForAll() {
        compare("2000 products, 200 cached an instance", 2_000, 200, Duration.ofDays(1));
    }

    /** The demo's catalogue in a cache it fits in; 1 ms from read to read, 1000 reads a second. */
    @Test
    void readsLessFromTheDatabaseWhereWhatIsCachedExpires() {
        compare("500 products, cached for 2 s, 1000 reads/s", 500, 1_000, Duration.ofSeconds(2));
    }

    private void compare(String title, int products, int size, Duration lifetime) {
        Outcome placed = run(PLACED, zipf(products), () -> new NearCache(size, lifetime));
        Outcome inTurn = run(IN_TURN, zipf(products), () -> new NearCache(size, lifetime));
        System.out.printf("[near cache] %s, %d Zipf reads after a warm-up%n", title, READS);
        System.out.println("[near cache]   in turn: " + inTurn);
        System.out.println("[near cache]   by SKU:  " + placed);

        assertThat(placed.databaseReads).isLessThan(inTurn.databaseReads * 9 / 10);
        assertThat(placed.busiest).isLessThan(1.5);
    }

    private record Outcome(double hitRate, long databaseReads, double busiest) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "hit rate %.1f %%, %d database reads, busiest instance %.2f x the mean",
                    100 * hitRate,
                    databaseReads,
                    busiest);
        }
    }

    private Outcome run(StubService service, List<Integer> reads, Supplier<NearCache> cache) {
        AtomicLong databaseReads = new AtomicLong();
        for (Upstream instance : service.instances()) {
            NearCache own = cache.get();
            instance.answers(exchange -> own.answer(exchange, databaseReads));
        }
        readAll(service, reads.subList(0, WARM_UP));
        long before = databaseReads.get();
        readAll(service, reads.subList(WARM_UP, reads.size()));
        long missed = databaseReads.get() - before;
        IntSummaryStatistics asked =
                service.instances().stream()
                        .mapToInt(instance -> instance.seen().size())
                        .summaryStatistics();
        service.forget();
        return new Outcome(
                1 - (double) missed / READS, missed, asked.getMax() / asked.getAverage());
    }

    private void readAll(StubService service, List<Integer> skus) {
        WebClient gateway = WebClient.create("http://localhost:" + port);
        Flux.fromIterable(skus)
                .flatMap(
                        sku ->
                                gateway.get()
                                        .uri("/" + service.name() + "/" + sku)
                                        .retrieve()
                                        .toBodilessEntity(),
                        READERS)
                .blockLast();
    }

    private static List<Integer> zipf(int products) {
        double[] cumulated =
                IntStream.rangeClosed(1, products).mapToDouble(rank -> 1.0 / rank).toArray();
        Arrays.parallelPrefix(cumulated, Double::sum);
        double total = cumulated[products - 1];
        return new Random(1)
                .doubles(WARM_UP + READS)
                .mapToObj(r -> Math.abs(Arrays.binarySearch(cumulated, r * total) + 1))
                .toList();
    }

    /** An instance's near cache; its clock moves 3 ms a read, as a third of the reads come here. */
    private static final class NearCache {

        private final AtomicLong nanos = new AtomicLong();
        private final Cache<String, Long> products;

        NearCache(int size, Duration lifetime) {
            this.products =
                    Caffeine.newBuilder()
                            .maximumSize(size)
                            .expireAfterWrite(lifetime)
                            .ticker(nanos::get)
                            .executor(Runnable::run)
                            .build();
        }

        void answer(HttpExchange exchange, AtomicLong databaseReads) throws IOException {
            nanos.addAndGet(Duration.ofMillis(3).toNanos());
            Long readAs =
                    products.get(
                            exchange.getRequestURI().getPath(),
                            missing -> databaseReads.incrementAndGet());
            exchange.getResponseHeaders().set("ETag", "\"" + readAs + "\"");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        }
    }
}
