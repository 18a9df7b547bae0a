package shop.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Lets every service die at every crash point there is, one after the other, in the middle of an
 * order that comes by; then starts it again. Which points there are is learned from what a first
 * round of all stories comes by, and none that stands in the sources may be missing. {@code
 * -Dshop.crash-point='payment-service: .*'} takes only some.
 */
@ResourceLock(Lanes.RUNNING_SHOP)
class CrashPointsIT {

    private static final List<String> SERVICES =
            List.of("order-service", "payment-service", "inventory-service");
    private static final Pattern HIT = Pattern.compile("CrashPoints\\.hit\\(\\s*\"([^\"]+)\"");
    private static final Pattern WANTED =
            Pattern.compile(System.getProperty("shop.crash-point", ".*"));
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    /** Services that have come by nothing yet. */
    @BeforeAll
    static void beginAnew() {
        SERVICES.forEach(RunningShop::stop);
        SERVICES.forEach(CrashPointsIT::restart);
    }

    private static void restart(String service) {
        RunningShop.start(service, Map.of("SHOP_IDEMPOTENCY_FORGET_EVERY", "5s"));
    }

    @TestFactory
    Stream<DynamicTest> survivesADeathAtEveryPoint() {
        Map<CrashPoint, Story> points = learned();
        assertThat(places(points.keySet())).containsExactlyInAnyOrderElementsOf(placesInSources());
        System.err.printf("[crash points] %d in %s%n", points.size(), SERVICES);
        return points.entrySet().stream()
                .filter(point -> WANTED.matcher(point.getKey().toString()).matches())
                .map(point ->
                        DynamicTest.dynamicTest(
                                point.getKey().toString(),
                                () -> assertSurvives(point.getKey(), point.getValue())));
    }

    private static Map<CrashPoint, Story> learned() {
        Map<CrashPoint, Story> points = new LinkedHashMap<>();
        for (Story story : Story.values()) {
            story.told();
            RunningShop.booksAtRest();
            SERVICES.stream()
                    .flatMap(service -> CrashPoint.passed(service).stream())
                    .sorted((a, b) -> a.toString().compareTo(b.toString()))
                    .forEach(point -> points.putIfAbsent(point, story));
        }
        return points;
    }

    private static void assertSurvives(CrashPoint point, Story story) throws Exception {
        long begin = System.nanoTime();
        point.arm();
        AtomicBoolean died = new AtomicBoolean();
        CompletableFuture<List<Runnable>> told =
                CompletableFuture.supplyAsync(() -> toldUntil(died, story), THREADS);
        try {
            await(point + " is come by").until(() -> !RunningShop.isRunning(point.service()));
            died.set(true);
        } finally {
            // Also one that was not come by is armed no longer.
            RunningShop.stop(point.service());
            restart(point.service());
        }
        List<Runnable> truths = told.get();
        Answer books = RunningShop.booksAtRest();
        assertThat(books.json().at("/balanced").asBoolean()).as(books.toString()).isTrue();
        truths.forEach(Runnable::run);
        System.err.printf("[crash points] %.1f s %s%n", (System.nanoTime() - begin) / 1e9, point);
    }

    /**
     * This story, and others where this one came by there in a slow moment only.
     *
     * @return what must be true of each of them
     */
    private static List<Runnable> toldUntil(AtomicBoolean died, Story story) {
        List<Runnable> truths = new ArrayList<>(List.of(story.told()));
        for (Story other : Story.values()) {
            if (died.get()) {
                break;
            }
            truths.add(other.told());
        }
        return truths;
    }

    private static Set<String> places(Set<CrashPoint> points) {
        return points.stream()
                .map(point -> point.name().split(" ", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> placesInSources() {
        return Stream.concat(SERVICES.stream(), Stream.of("common"))
                .flatMap(service -> sources(Path.of("..", service, "src", "main", "java")))
                .flatMap(source -> HIT.matcher(source).results().map(found -> found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> sources(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(CrashPointsIT::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
