package shop.order.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;
import shop.order.Caller;
import shop.order.Caller.Got;
import shop.order.OrderServiceTest;
import shop.order.Participants;
import shop.order.StubService.Asked;
import shop.order.StubService.Reply;

/** The issuer changes its key, or revokes what it gave out, while people buy. */
@OrderServiceTest
class RefusedTokenIT {

    private static final String TEA = "{\"lines\":[{\"sku\":\"tea\",\"quantity\":1}]}";

    @Autowired private RestTestClient client;

    @AfterEach
    void agree() {
        Participants.reset();
    }

    @Test
    void aTokenThatIsNoLongerAcceptedCostsNoOrder() {
        Participants.reset();
        completes(); // with the token of before
        Participants.reset();
        Participants.INVENTORY.answers(onlyWithAnotherToken(Participants::inventory));
        Participants.PAYMENT.answers(onlyWithAnotherToken(Participants::payment));

        completes();

        assertThat(Participants.ISSUER.asked()).hasSize(1);
    }

    private void completes() {
        Caller alice = new Caller(client, "alice");
        Got placed = alice.place(UUID.randomUUID().toString(), TEA, "wait=10");
        assertThat(placed.status()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> alice.get(placed.location()).at("/status").equals("COMPLETED"));
    }

    private static Function<Asked, Reply> onlyWithAnotherToken(Function<Asked, Reply> others) {
        return asked ->
                Participants.ISSUER.asked().isEmpty()
                        ? Reply.problem(401, "unauthorized", "")
                        : others.apply(asked);
    }
}
