package shop.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.netflix.appinfo.InstanceInfo.InstanceStatus;
import com.netflix.discovery.EurekaClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.AvailabilityState;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

@ExtendWith(OutputCaptureExtension.class)
class RegisteredBeforeReadyIT {

    private static final Registry REGISTRY = new Registry();

    private final CompletableFuture<ConfigurableApplicationContext> service =
            new CompletableFuture<>();

    private final List<AvailabilityState> states = new CopyOnWriteArrayList<>();

    @BeforeEach
    void answers() {
        REGISTRY.refuse(false);
    }

    @AfterEach
    void stop() {
        service.join().close();
    }

    @AfterAll
    static void stopTheRegistry() {
        REGISTRY.close();
    }

    @Test
    void isNotReadyBeforeTheRegistryKnowsIt(CapturedOutput output) {
        REGISTRY.refuse(true);
        start();
        eventually().until(() -> states.contains(LivenessState.CORRECT));
        int refused = REGISTRY.refused();
        eventually().until(() -> REGISTRY.refused() > refused + 3);

        assertThat(states).containsExactly(LivenessState.CORRECT);
        eventually().until(() -> output.toString().contains("Not ready: UNKNOWN for the registry"));
        assertThat(output).contains(REGISTRY.url());

        REGISTRY.refuse(false);
        eventually().until(() -> states.contains(ReadinessState.ACCEPTING_TRAFFIC));
    }

    @Test
    void staysReadyWhenTheRegistryIsLost() {
        start();
        eventually().until(() -> states.contains(ReadinessState.ACCEPTING_TRAFFIC));

        REGISTRY.refuse(true);
        int refused = REGISTRY.refused();
        eventually().until(() -> REGISTRY.refused() > refused + 3);

        assertThat(states).containsExactly(LivenessState.CORRECT, ReadinessState.ACCEPTING_TRAFFIC);
    }

    @Test
    void stopsWhileItWaits(CapturedOutput output) throws InterruptedException {
        REGISTRY.refuse(true);
        Thread starting = start();
        eventually().until(() -> states.contains(LivenessState.CORRECT));

        service.join().close();

        assertThat(starting.join(Duration.ofSeconds(30))).isTrue();
        assertThat(states).doesNotContain(ReadinessState.ACCEPTING_TRAFFIC);
        assertThat(output).doesNotContain("Application run failed");
    }

    /** What stops takes its time, and the registry is back meanwhile. */
    @Test
    void isNotReadyWhenItBecomesKnownDuringItsStop() throws InterruptedException {
        REGISTRY.refuse(true);
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        Thread starting = start();
        eventually().until(() -> states.contains(LivenessState.CORRECT));
        ConfigurableApplicationContext context = service.join();
        context.addApplicationListener(
                new FirstWhenClosed(() -> ready.complete(becomesReady(context, starting))));

        context.close();

        assertThat(ready).isCompletedWithValue(false);
        starting.join();
        assertThat(states).doesNotContain(ReadinessState.ACCEPTING_TRAFFIC);
    }

    private static boolean becomesReady(ApplicationContext context, Thread starting) {
        REGISTRY.refuse(false);
        EurekaClient client = context.getBean(EurekaClient.class);
        eventually().until(() -> client.getInstanceRemoteStatus() == InstanceStatus.UP);
        try {
            return starting.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void saysNoPasswordOfAnAddress(CapturedOutput output) {
        REGISTRY.refuse(true);
        start(
                "--eureka.client.service-url.defaultZone="
                        + REGISTRY.url().replace("//", "//shop:secret@"));

        eventually().until(() -> output.toString().contains("Not ready: "));
        assertThat(output.toString().lines().filter(line -> line.contains("Not ready: ")))
                .allMatch(line -> line.contains(REGISTRY.url()) && !line.contains("secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--eureka.client.register-with-eureka=false",
                "--eureka.client.healthcheck.enabled=true"
            })
    void isReadyAtOnceIfReadinessDoesNotFollowRegistration(String setting) {
        REGISTRY.refuse(true);
        start(setting);

        eventually().until(() -> states.contains(ReadinessState.ACCEPTING_TRAFFIC));
    }

    private Thread start(String... more) {
        SpringApplicationBuilder application =
                new SpringApplicationBuilder(Tea.class)
                        .initializers(service::complete)
                        .listeners((ApplicationListener<ApplicationEvent>) this::hear)
                        .properties(
                                "server.port=0",
                                "spring.application.name=tea-service",
                                "eureka.instance.lease-renewal-interval-in-seconds=1",
                                "eureka.client.service-url.defaultZone=" + REGISTRY.url(),
                                "eureka.client.jersey.enabled=false", // only the registry has it
                                "eureka.client.registry-fetch-interval-seconds=1",
                                "eureka.client.initial-instance-info-replication-interval-seconds=0",
                                "eureka.client.instance-info-replication-interval-seconds=1");
        Thread starting = Thread.ofPlatform().daemon().start(() -> application.run(more));
        service.join();
        return starting;
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofMinutes(1));
    }

    private void hear(ApplicationEvent event) {
        if (event instanceof AvailabilityChangeEvent<?> change) {
            states.add(change.getState());
        }
    }

    /** Before the instance leaves the registry. */
    private record FirstWhenClosed(Runnable work)
            implements ApplicationListener<ContextClosedEvent>, Ordered {

        @Override
        public void onApplicationEvent(ContextClosedEvent event) {
            work.run();
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }
    }

    @EnableAutoConfiguration
    static class Tea {}
}
