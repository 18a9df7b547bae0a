package shop.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import shop.common.remote.RemoteOutcome;
import shop.order.StubService.Asked;
import shop.order.StubService.Reply;
import shop.order.inventory.InventoryBooks;
import shop.order.payment.PaymentBooks;
import shop.testing.Guards;
import shop.testing.TimeLimits;

@OrderServiceTest
class GuardsIT {

    @Autowired private ApplicationContext service;
    @Autowired private InventoryBooks stock;
    @Autowired private PaymentBooks money;

    @Test
    void guardsEveryCallByConfiguredBreakersOnly() {
        assertThat(Guards.missing(service)).isEmpty();
    }

    @Test
    void worksForNobodyLongerThanHeWaits() {
        TimeLimits.assertShorterThanTheCallers(service);
    }

    @Test
    void booksThatCannotBeReadKeepNobodyFromBuying() {
        Participants.reset();
        UnaryOperator<Function<Asked, Reply>> withoutBooks =
                others ->
                        asked ->
                                asked.path().endsWith("/books")
                                        ? Reply.problem(503, "unavailable", "")
                                        : others.apply(asked);
        Participants.INVENTORY.answers(withoutBooks.apply(Participants::inventory));
        Participants.PAYMENT.answers(withoutBooks.apply(Participants::payment));
        CircuitBreakerRegistry breakers = service.getBean(CircuitBreakerRegistry.class);
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);

        for (int i = 0; i < 40; i++) {
            assertThat(stock.now()).isNotInstanceOf(RemoteOutcome.Answered.class);
            assertThat(money.now()).isNotInstanceOf(RemoteOutcome.Answered.class);
        }

        assertThat(List.of("inventory-service", "payment-service"))
                .extracting(breakers::circuitBreaker)
                .allSatisfy(breaker -> {
                    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
                    assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
                });
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        Participants.reset();
    }
}
