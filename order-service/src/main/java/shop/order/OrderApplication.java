package shop.order;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The order service. */
@SpringBootApplication
public class OrderApplication {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(OrderApplication.class, args);
    }
}
