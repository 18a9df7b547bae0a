package shop.gateway.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import shop.gateway.GatewayTest;
import shop.gateway.Upstream;
import shop.instances.Addresses;

@GatewayTest
class PlacementIT {

    private static final StubService STEADY = StubService.of("steady");
    private static final StubService IN_TURN = StubService.of("in-turn");
    private static final StubService BROKEN = StubService.of("broken");
    private static final StubService SLOW = StubService.of("slow");
    private static final StubService FULL = StubService.of("full");
    private static final StubService LEAVING = StubService.of("leaving");

    private static final List<String> SKUS =
            IntStream.range(0, 30).mapToObj(i -> "sku-" + i).toList();

    @Autowired RequestsInFlight inFlight;

    @Autowired
    @Qualifier("gone")
    Set<String> gone;

    @LocalServerPort int port;

    /** A registry that knows the leaving service, less those that are gone. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Registry {

        @Bean
        Set<String> gone() {
            return ConcurrentHashMap.newKeySet();
        }

        @Bean
        ReactiveDiscoveryClient leaving(
                SimpleReactiveDiscoveryProperties all, @Qualifier("gone") Set<String> gone) {
            return new SimpleReactiveDiscoveryClient(all) {
                @Override
                public Flux<ServiceInstance> getInstances(String service) {
                    return super.getInstances(service)
                            .filter(instance -> !gone.contains(Addresses.of(instance)));
                }

                @Override
                public int getOrder() {
                    return HIGHEST_PRECEDENCE;
                }
            };
        }
    }

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry properties) {
        Stream.of(STEADY, BROKEN, SLOW, FULL, LEAVING)
                .forEach(service -> service.register(properties, true));
        IN_TURN.register(properties, false);
        // So that an instance that leaves has left for the very next request.
        properties.add("spring.cloud.loadbalancer.cache.enabled", () -> "false");
    }

    @Test
    void sendsASkuToTheSameInstanceEveryTime() {
        SKUS.forEach(sku -> read(STEADY, sku));
        SKUS.reversed().forEach(sku -> read(STEADY, sku)); // not in step with taking turns

        Map<String, Upstream> owners = owners(STEADY);
        assertThat(owners).hasSize(SKUS.size());
        assertThat(owners.values()).containsAll(STEADY.instances());
    }

    @Test
    void leavesOtherServicesAsTheyWere() {
        SKUS.forEach(sku -> read(IN_TURN, sku));

        assertThat(IN_TURN.instances())
                .allSatisfy(instance -> assertThat(instance.seen()).hasSize(10));
        assertThat(IN_TURN.instances())
                .allSatisfy(instance -> assertThat(inFlight.at(addressOf(instance))).isZero());
    }

    @Test
    void asksAnotherWhenTheConnectionBreaks() {
        read(BROKEN, "tea");
        Upstream owner = BROKEN.askedFor("tea").getFirst();
        BROKEN.forget();
        owner.answers(HttpExchange::close);

        read(BROKEN, "tea"); // meets it, and is repeated
        read(BROKEN, "tea"); // avoids it

        assertThat(owner.seen()).hasSize(1);
        assertThat(BROKEN.askedFor("tea")).hasSize(3);
    }

    /** One that hangs is not suspected, so only the repeat itself knows where it has been. */
    @Test
    void asksAnotherWhenOneDoesNotAnswer() {
        read(SLOW, "tea");
        Upstream owner = SLOW.askedFor("tea").getFirst();
        SLOW.forget();
        owner.answers(exchange -> {});

        read(SLOW, "tea");

        assertThat(owner.seen()).hasSize(1);
        assertThat(SLOW.askedFor("tea")).hasSize(2);
        assertThat(inFlight.at(addressOf(owner))).as("a time limit ends an attempt").isZero();
    }

    @Test
    void passesByAnInstanceThatHasItsFill() {
        read(FULL, "tea");
        Upstream owner = FULL.askedFor("tea").getFirst();
        FULL.forget();
        CountDownLatch answer = new CountDownLatch(1);
        owner.answers(exchange -> {
            awaitUnchecked(answer);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });

        Mono<Void> first = get(FULL, "tea").cache();
        first.subscribe();
        await().until(() -> owner.seen().size() == 1);
        read(FULL, "tea"); // one of three may have one of two: ceil(1.25 * 2 / 3)

        assertThat(owner.seen()).hasSize(1);
        assertThat(FULL.askedFor("tea")).hasSize(2);
        answer.countDown();
        first.block();
        await().until(() -> inFlight.at(addressOf(owner)) == 0);
        read(FULL, "tea");
        assertThat(owner.seen()).hasSize(2);
    }

    @Test
    void movesOnlyTheKeysOfAnInstanceThatLeft() {
        SKUS.forEach(sku -> read(LEAVING, sku));
        Map<String, Upstream> before = owners(LEAVING);
        Upstream left = LEAVING.instances().getFirst();
        gone.add(addressOf(left));
        LEAVING.forget();

        SKUS.forEach(sku -> read(LEAVING, sku));

        Map<String, Upstream> after = owners(LEAVING);
        assertThat(left.seen()).isEmpty();
        assertThat(before).containsValue(left);
        before.entrySet().stream()
                .filter(owner -> owner.getValue() != left)
                .forEach(owner -> assertThat(after).contains(owner));
    }

    /** By SKU, where each was asked for at one instance only. */
    private static Map<String, Upstream> owners(StubService service) {
        Map<String, Upstream> owners = new HashMap<>();
        for (String sku : SKUS) {
            List<Upstream> asked = service.askedFor(sku).stream().distinct().toList();
            if (asked.size() == 1) {
                owners.put(sku, asked.getFirst());
            }
        }
        return owners;
    }

    private void read(StubService service, String sku) {
        get(service, sku).block();
    }

    private Mono<Void> get(StubService service, String sku) {
        return WebClient.create("http://localhost:" + port)
                .get()
                .uri("/" + service.name() + "/" + sku)
                .retrieve()
                .bodyToMono(byte[].class)
                .then();
    }

    private static String addressOf(Upstream instance) {
        return instance.uri().substring("http://".length());
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
