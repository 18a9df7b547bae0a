package shop.payment;

import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Customers whom no other test knows, with money that an operator gave them. */
public record TestCustomers(RestTestClient client) {

    /** A new customer without an account. */
    public static String poor() {
        return "test-" + UUID.randomUUID();
    }

    /** A new customer with so many EUR. */
    public String having(String amount) {
        String customer = poor();
        topUp(customer, amount);
        return customer;
    }

    /** Gives a customer more. */
    public void topUp(String customer, String amount) {
        client.post()
                .uri("/api/accounts/{customer}/top-ups", customer)
                .headers(TestTokens.of("ops", "shop", "ops"))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        """
                        {"amount":{"amount":"%s","currency":"EUR"}}\
                        """
                                .formatted(amount))
                .exchange()
                .expectStatus()
                .isCreated();
    }

    /** The customer's account, as "balance + held". */
    public String account(String customer) {
        String body =
                client.get()
                        .uri("/api/account")
                        .headers(TestTokens.of(customer, "shop"))
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody();
        return String.valueOf(body)
                .replaceAll(
                        ".*\"balance\":\\{\"amount\":\"([0-9.]+)\".*\"held\":\\{\"amount\":\"([0-9.]+)\".*",
                        "$1 + $2");
    }
}
