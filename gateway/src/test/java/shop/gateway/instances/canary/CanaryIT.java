package shop.gateway.instances.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import shop.gateway.GatewayTest;
import shop.gateway.Tokens;
import shop.gateway.Upstream;

@GatewayTest
class CanaryIT {

    private static final Upstream STABLE = new Upstream("stable");
    private static final Upstream CANARY = new Upstream("canary");

    /** What is registered, by service; every test has a service of its own. */
    private static final Map<String, List<ServiceInstance>> REGISTRY = new ConcurrentHashMap<>();

    private static final List<CanaryTakenOut> EVENTS = new CopyOnWriteArrayList<>();

    @Autowired WebTestClient gateway;
    @Autowired MeterRegistry meters;
    @Autowired CircuitBreakerRegistry breakers;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry properties) {
        for (String service : List.of("shared", "asked", "failing", "hanging", "kept")) {
            String route = "shop.gateway.routes." + service;
            properties.add(route + ".uri", () -> "lb://" + service);
            properties.add(route + ".method", () -> "GET");
            properties.add(route + ".paths", () -> "/" + service);
            properties.add(route + ".access", () -> "anyone");
            properties.add(route + ".time-limit", () -> "2s");
            register(service, "1.0.0", "1.1.0");
        }
        properties.add("shop.gateway.canary.share", () -> "25");
        properties.add("shop.gateway.canary.minimum-calls", () -> "5");
        properties.add("spring.cloud.loadbalancer.cache.enabled", () -> "false");
    }

    @BeforeEach
    void forget() {
        STABLE.forget();
        CANARY.forget();
        EVENTS.clear();
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::transitionToDisabledState);
    }

    @Test
    void givesTheCanaryToItsShareOfCallersAndAlwaysToTheSame() {
        List<String> tokens =
                IntStream.range(0, 200).mapToObj(i -> Tokens.of("c" + i, "shop")).toList();
        tokens.forEach(token -> get("shared", token, false).expectStatus().isOk());
        List<String> first = authorizations(CANARY);
        tokens.forEach(token -> get("shared", token, false).expectStatus().isOk());

        System.out.printf(
                "[canary] share 25 %%: %d of 200 callers through the gateway%n", first.size());
        assertThat(first).hasSizeBetween(31, 69); // three standard deviations around 50
        assertThat(authorizations(CANARY).subList(first.size(), 2 * first.size())).isEqualTo(first);
        assertThat(authorizations(CANARY)).hasSize(2 * first.size());
    }

    @Test
    void givesTheCanaryToWhoAsksForItAndKeepsTheHeaderBack() {
        for (int i = 0; i < 10; i++) {
            get("asked", Tokens.of("c" + i, "shop"), true).expectStatus().isOk();
        }

        assertThat(STABLE.seen()).isEmpty();
        assertThat(CANARY.seen())
                .hasSize(10)
                .allSatisfy(seen -> assertThat(seen.headers()).doesNotContainKey("X-canary"));
    }

    @Test
    void takesAFailingCanaryOutAndTriesTheNextVersion() {
        String token = Tokens.of("alice", "shop");
        CANARY.answers(500, "application/problem+json", "{}");
        for (int i = 0; i < 5; i++) {
            get("failing", token, true).expectStatus().isEqualTo(500);
        }
        CANARY.forget();

        get("failing", token, true).expectStatus().isOk();

        assertThat(STABLE.seen()).hasSize(1);
        assertThat(EVENTS).containsExactly(new CanaryTakenOut("failing", "1.1.0", 100, 0));
        assertThat(meters.counter("shop.canaries.taken.out", "service", "failing").count()).isOne();
        System.out.println("[canary] taken out after 5 failures: " + EVENTS.getFirst());

        register("failing", "1.0.0", "1.1.1");
        get("failing", token, true).expectStatus().isOk();
        assertThat(CANARY.seen()).hasSize(1);
    }

    @Test
    void asksAStableInstanceWhenTheCanaryDoesNotAnswer() {
        String token = Tokens.of("alice", "shop");
        CANARY.answers(exchange -> {});
        for (int i = 0; i < 5; i++) {
            get("hanging", token, true).expectStatus().isOk();
        }

        assertThat(CANARY.seen()).isNotEmpty();
        assertThat(EVENTS).extracting(CanaryTakenOut::service).containsExactly("hanging");
    }

    @Test
    void keepsACanaryThatFailsNoMoreThanTheOthers() {
        STABLE.answers(503, "application/problem+json", "{}");
        CANARY.answers(503, "application/problem+json", "{}");
        String stable = stableCaller();
        for (int i = 0; i < 15; i++) {
            get("kept", stable, false).expectStatus().isEqualTo(503);
        }
        for (int i = 0; i < 15; i++) {
            get("kept", stable, true).expectStatus().isEqualTo(503);
        }

        assertThat(STABLE.seen()).hasSize(15);
        assertThat(CANARY.seen()).hasSize(15);
        assertThat(EVENTS).isEmpty();
    }

    private static String stableCaller() {
        return IntStream.range(0, 100)
                .mapToObj(i -> "c" + i)
                .filter(name -> !new Caller("caller:" + name, false).isAmong(25, "1.1.0"))
                .findFirst()
                .map(name -> Tokens.of(name, "shop"))
                .orElseThrow();
    }

    private WebTestClient.ResponseSpec get(String service, String token, boolean asks) {
        return gateway.get()
                .uri("/" + service)
                .headers(headers -> headers.setBearerAuth(token))
                .header("X-Canary", Boolean.toString(asks))
                .exchange();
    }

    private static List<String> authorizations(Upstream upstream) {
        return upstream.seen().stream()
                .map(seen -> String.valueOf(seen.headers().getFirst("Authorization")))
                .toList();
    }

    private static void register(String service, String stable, String canary) {
        REGISTRY.put(
                service,
                List.of(instance(service, STABLE, stable), instance(service, CANARY, canary)));
    }

    private static ServiceInstance instance(String service, Upstream upstream, String version) {
        URI uri = URI.create(upstream.uri());
        return new DefaultServiceInstance(
                service + version,
                service,
                uri.getHost(),
                uri.getPort(),
                false,
                Map.of("version", version));
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Registry {

        @Bean
        ReactiveDiscoveryClient registryOfTheTest() {
            return new ReactiveDiscoveryClient() {
                @Override
                public String description() {
                    return "what the test registered";
                }

                @Override
                public Flux<ServiceInstance> getInstances(String service) {
                    return Flux.fromIterable(REGISTRY.getOrDefault(service, List.of()));
                }

                @Override
                public Flux<String> getServices() {
                    return Flux.fromIterable(REGISTRY.keySet());
                }
            };
        }

        @EventListener
        void remember(CanaryTakenOut event) {
            EVENTS.add(event);
        }
    }
}
