package shop.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.ContainerState;
import org.testcontainers.containers.wait.strategy.Wait;
import shop.testing.Backends;

/** The shop as docker-compose.yml starts it, from the jars of this build, on ports of its own. */
class ComposeIT {

    private static final int CUSTOMERS = 8;
    private static final int ORDERS_EACH = 15;
    private static final int ORDERS_BEFORE_THE_KILL = 30;

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String[] SERVICES = {
        "gateway", "order-service", "payment-service", "inventory-service", "prometheus"
    };
    private static final int PORT = freePort();
    private static final int PROMETHEUS_PORT = freePort();

    private static ComposeContainer shop;

    @BeforeAll
    static void start() {
        assumeTrue(Backends.docker(), "the compose file needs a Docker engine");
        shop =
                new ComposeContainer(
                                Stream.of("docker-compose.yml", "docker-compose.jars.yml")
                                        .map(file -> ROOT.resolve(file).toFile())
                                        .toList())
                        .withBuild(true)
                        .withEnv("GATEWAY_PORT", Integer.toString(PORT))
                        .withEnv("REGISTRY_PORT", Integer.toString(freePort()))
                        .withEnv("PROMETHEUS_PORT", Integer.toString(PROMETHEUS_PORT))
                        .withServices(SERVICES)
                        .withScaledService("order-service", 2);
        Stream.of(SERVICES)
                .filter(service -> !service.equals("prometheus"))
                .forEach(service ->
                        shop.waitingFor(
                                service,
                                Wait.forHealthcheck().withStartupTimeout(Duration.ofMinutes(3))));
        long begin = System.nanoTime();
        shop.start();
        System.err.printf(
                "[compose] built and started in %.0f s%n", (System.nanoTime() - begin) / 1e9);
    }

    @AfterAll
    static void stop() {
        if (shop != null) {
            shop.stop();
        }
    }

    @Test
    void losesNothingWhenAnOrderServiceIsKilledWhilePeopleBuy() throws Exception {
        long before = BooksAtRest.seenBy(person("ops")).number("/orders/completed");
        Queue<Told> told = new ConcurrentLinkedQueue<>();
        CountDownLatch beforeTheKill = new CountDownLatch(ORDERS_BEFORE_THE_KILL);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            customers()
                    .forEach(customer ->
                            threads.execute(() -> {
                                for (int i = 0; i < ORDERS_EACH; i++) {
                                    Purchase purchase = Purchase.of(customer, Story.TEA, 1);
                                    told.add(new Told(purchase, purchase.decided()));
                                    beforeTheKill.countDown();
                                }
                            }));
            assertThat(beforeTheKill.await(2, TimeUnit.MINUTES)).isTrue();
            kill("order-service-1");
        }
        assertThat(told).hasSize(CUSTOMERS * ORDERS_EACH);
        assertThat(told).allMatch(order -> order.answer().status() == 201);
        told.forEach(order -> order.purchase().assertTold(order.answer()));
        Answer books = BooksAtRest.seenBy(person("ops"));
        assertThat(books.json().at("/balanced").asBoolean()).as(books.toString()).isTrue();
        assertThat(books.number("/orders/completed") - before).isEqualTo(told.size());
    }

    @Test
    void showsNumbersInEveryPanelOfTheDashboards() {
        Dashboards dashboards =
                Dashboards.in(
                        ROOT.resolve("deploy/grafana/dashboards"),
                        "http://localhost:" + PROMETHEUS_PORT);
        Person customer = person("alice");
        // A rate needs two samples with something between them.
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(2))
                .ignoreException(UncheckedIOException.class)
                .untilAsserted(() -> {
                    assertThat(customer.order(Story.TEA, 1).status()).isEqualTo(201);
                    assertThat(dashboards.empty()).isEmpty();
                });
    }

    /** What a customer who did not give up was told in the end. */
    private record Told(Purchase purchase, Answer answer) {}

    private static List<Person> customers() {
        return IntStream.rangeClosed(1, CUSTOMERS)
                .mapToObj(i -> person("c%03d".formatted(i)))
                .toList();
    }

    private static Person person(String name) {
        return new Person("http://localhost:" + PORT, name);
    }

    // As a crash would: it is not told, and does not come back.
    private static void kill(String container) {
        ContainerState killed = shop.getContainerByServiceName(container).orElseThrow();
        DockerClientFactory.instance().client().killContainerCmd(killed.getContainerId()).exec();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
