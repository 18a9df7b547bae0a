package shop.testing;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One service by itself while it is being worked on: with what it keeps its data in, from Docker or
 * embedded, all of which is gone when it ends.
 *
 * <p>It is not registered, because no request should reach its empty database. It looks for the
 * others, and for the issuer of tokens, at a registry on the usual port: {@code ./shop up} starts
 * one, and then this service needs a port of its own, such as {@code
 * -Dspring-boot.run.arguments="--server.port=8181 --management.server.port=9181"}.
 */
public final class OneService {

    private OneService() {}

    /**
     * Starts it and returns when it is ready; it ends with the JVM.
     *
     * @param backends gives it what it keeps its data in
     */
    public static void run(
            Class<?> application,
            ApplicationContextInitializer<ConfigurableApplicationContext> backends,
            String... args) {
        SpringApplication service = new SpringApplication(application);
        service.setAdditionalProfiles("demo");
        service.setDefaultProperties(Map.of("eureka.client.register-with-eureka", "false"));
        service.addInitializers(backends);
        service.run(args);
    }
}
