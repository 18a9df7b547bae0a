package shop.payment;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The payment service. */
@SpringBootApplication
@OpenAPIDefinition(info = @Info(title = "Accounts", version = "1"))
public class PaymentApplication {

    /** Starts it; {@code --spring.profiles.active=demo} brings customers with money. */
    public static void main(String[] args) {
        SpringApplication.run(PaymentApplication.class, args);
    }
}
