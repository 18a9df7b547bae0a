package shop.registry;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.cloud.netflix.eureka.server.EnableEurekaServer;

/** Starts the registry; the {@code demo} profile adds the token endpoint. */
@SpringBootApplication
@EnableEurekaServer
@ConfigurationPropertiesScan
public class RegistryApplication {

    /** Runs until the process is told to stop. */
    public static void main(String[] args) {
        SpringApplication.run(RegistryApplication.class, args);
    }
}
