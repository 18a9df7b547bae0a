package shop.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the gateway. It starts and serves without Redis, and without the registry for a while. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class GatewayApplication {

    /** Runs until the process is told to stop. */
    public static void main(String[] args) {
        SpringApplication.run(GatewayApplication.class, args);
    }
}
