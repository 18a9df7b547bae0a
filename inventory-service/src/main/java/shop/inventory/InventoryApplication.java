package shop.inventory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the inventory service; the {@code demo} profile fills the shelves. */
@SpringBootApplication
public class InventoryApplication {

    /** Runs until the process is told to stop. */
    public static void main(String[] args) {
        SpringApplication.run(InventoryApplication.class, args);
    }
}
