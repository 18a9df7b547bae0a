package shop.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.ContainerState;
import shop.testing.Backends;

/** Redis, its replica and the sentinels of the compose file, by themselves. */
class SentinelsIT {

    private static final List<String> SENTINELS = List.of("sentinel-1", "sentinel-2", "sentinel-3");
    // Redis starts last, and so not with the address that it had.
    private static final List<String> ALL =
            List.of("redis-replica", "sentinel-1", "sentinel-2", "sentinel-3", "redis");

    private static final ComposeContainer COMPOSE =
            new ComposeContainer(ComposedShop.ROOT.resolve("docker-compose.yml").toFile())
                    .withBuild(true)
                    .withPull(false)
                    .withEnv("COMPOSE_PROFILES", "replicated")
                    .withServices(ALL.toArray(String[]::new));

    @BeforeAll
    static void start() {
        assumeTrue(Backends.docker(), "the compose file needs a Docker engine");
        ALL.forEach(service -> COMPOSE.waitingFor(service + "-1", ComposedShop.healthy()));
        COMPOSE.start();
    }

    @AfterAll
    static void stop() {
        if (Backends.docker()) {
            COMPOSE.stop();
        }
    }

    @Test
    void agreeOnRedisAgainWhenTheMachineHasStartedAgain() {
        assertThatAllAgree();
        String before = address("redis");
        DockerClient docker = DockerClientFactory.instance().client();

        ALL.forEach(name -> docker.stopContainerCmd(container(name).getContainerId()).exec());
        ALL.forEach(name -> docker.startContainerCmd(container(name).getContainerId()).exec());

        assertThat(address("redis")).as("else this shows nothing").isNotEqualTo(before);
        assertThatAllAgree();
    }

    // And the replica has a copy: without one nothing could take over.
    private static void assertThatAllAgree() {
        await().pollInterval(Duration.ofSeconds(1))
                .ignoreException(IllegalStateException.class)
                .untilAsserted(() -> {
                    String redis = address("redis");
                    assertThat(SENTINELS)
                            .allMatch(name ->
                                    ask(name, "-p 26379 sentinel get-master-addr-by-name shop")
                                            .startsWith(redis + "\n"));
                    assertThat(ask("redis", "--user shop info replication"))
                            .contains("ip=" + address("redis-replica") + ",port=6379,state=online");
                });
    }

    private static String ask(String service, String words) {
        String command = "REDISCLI_AUTH=$(cat /run/secrets/password) redis-cli " + words;
        try {
            return container(service).execInContainer("sh", "-c", command).getStdout();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String address(String service) {
        return container(service)
                .getCurrentContainerInfo()
                .getNetworkSettings()
                .getNetworks()
                .values()
                .iterator()
                .next()
                .getIpAddress();
    }

    private static ContainerState container(String service) {
        return COMPOSE.getContainerByServiceName(service + "-1").orElseThrow();
    }
}
