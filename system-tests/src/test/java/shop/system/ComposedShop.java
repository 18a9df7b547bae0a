package shop.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.ContainerState;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.utility.LogUtils;
import shop.testing.Backends;

/** The shop as docker-compose.yml starts it, from the jars of this build, on ports of its own. */
final class ComposedShop implements AutoCloseable {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final String FILES = "com.docker.compose.project.config_files";
    private static final int LINES_SHOWN = 40;
    private static final List<String> PORTS =
            List.of("GATEWAY_PORT", "REGISTRY_PORT", "PROMETHEUS_PORT", "BALANCER_PORT");

    private final ComposeContainer compose =
            new ComposeContainer(
                            Stream.of("docker-compose.yml", "docker-compose.jars.yml")
                                    .map(file -> ROOT.resolve(file).toFile())
                                    .toList())
                    .withBuild(true)
                    // Compose does that itself, and does not look elsewhere for what it builds.
                    .withPull(false);
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final String door;

    // A profile of which only some services are started has to be named all the same: what
    // compose does not know of any more it does not stop.
    private ComposedShop(String profile, String door) {
        this.door = door;
        compose.withEnv("COMPOSE_PROFILES", profile);
        PORTS.forEach(port -> ports.put(port, freePort()));
        ports.forEach((name, port) -> compose.withEnv(name, port.toString()));
    }

    /**
     * Starts some services and all that they need, and returns when they are healthy; Prometheus
     * too, if it is wanted.
     *
     * @param scale how many of a service, if not one
     */
    static ComposedShop start(List<String> services, Map<String, Integer> scale) {
        ComposedShop shop = new ComposedShop("observability", "GATEWAY_PORT");
        shop.compose.withServices(services.toArray(String[]::new));
        scale.forEach(shop.compose::withScaledService);
        shop.start(services.stream().filter(service -> !service.equals("prometheus")).toList());
        return shop;
    }

    /**
     * Starts the usual services and all of a profile.
     *
     * @param door the variable with the port at which customers come in
     * @param healthy the services that are waited for
     */
    static ComposedShop start(String profile, String door, List<String> healthy) {
        ComposedShop shop = new ComposedShop(profile, door);
        shop.start(healthy);
        return shop;
    }

    private void start(List<String> healthy) {
        assumeTrue(Backends.docker(), "the compose file needs a Docker engine");
        healthy.forEach(service -> compose.waitingFor(service, healthy()));
        long begin = System.nanoTime();
        try {
            compose.start();
        } catch (RuntimeException e) {
            printContainers();
            close();
            throw e;
        }
        System.err.printf(
                "[compose] built and started in %.0f s%n", (System.nanoTime() - begin) / 1e9);
    }

    /** That a container which was started is healthy. */
    static WaitStrategy healthy() {
        return Wait.forHealthcheck().withStartupTimeout(Patience.LIMIT);
    }

    /** All with how they are, and what those said last that are not healthy. */
    private static void printContainers() {
        DockerClient docker = DockerClientFactory.instance().client();
        String file = ROOT.resolve("docker-compose.jars.yml").toString();
        for (Container container : docker.listContainersCmd().withShowAll(true).exec()) {
            if (container.getLabels().getOrDefault(FILES, "").contains(file)) {
                print(container.getNames()[0] + ": " + container.getStatus());
                if (!container.getStatus().endsWith("(healthy)")) {
                    String said = LogUtils.getOutput(docker, container.getId());
                    long earlier = said.lines().count() - LINES_SHOWN;
                    said.lines().skip(Math.max(0, earlier)).forEach(ComposedShop::print);
                }
            }
        }
    }

    private static void print(String line) {
        System.err.println("[compose] " + line);
    }

    @Override
    public void close() {
        compose.stop();
    }

    int port(String variable) {
        return ports.get(variable);
    }

    /** Somebody with a token. */
    Person person(String name) {
        return new Person("http://localhost:" + port(door), name);
    }

    /** So many customers. */
    List<Person> customers(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> person(String.format(Locale.ROOT, "c%03d", i)))
                .toList();
    }

    /** As a crash would: it is not told, and does not come back. */
    void kill(String container) {
        ContainerState killed = compose.getContainerByServiceName(container).orElseThrow();
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
