package shop.testing;

import java.util.Map;
import org.springframework.boot.SpringApplication;

/**
 * One service by itself while it is being worked on: with a database and a Redis of its own, from
 * Docker or embedded, that are gone when it ends.
 *
 * <p>It is not registered, because nobody should be sent to its empty database. It looks for the
 * others, and for the issuer of tokens, at a registry on the usual port: {@code ./shop up} starts
 * one, and then this service needs a port of its own, such as {@code
 * -Dspring-boot.run.arguments="--server.port=8181 --management.server.port=9181"}.
 */
public final class OneService {

    private OneService() {}

    /** Starts it and returns when it is ready; it ends with the JVM. */
    public static void run(Class<?> application, String... args) {
        SpringApplication service = new SpringApplication(application);
        service.setAdditionalProfiles("demo");
        service.setDefaultProperties(Map.of("eureka.client.register-with-eureka", "false"));
        service.addInitializers(new RealBackends());
        service.run(args);
    }
}
