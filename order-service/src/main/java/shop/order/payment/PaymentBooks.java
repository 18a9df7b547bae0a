package shop.order.payment;

import org.springframework.stereotype.Component;
import org.springframework.web.service.annotation.GetExchange;
import shop.common.remote.RemoteOutcome;

/**
 * The books of the money. They have a breaker and a bulkhead of their own: people who look at slow
 * books again and again must not keep others from buying.
 */
@Component
public class PaymentBooks {

    private final Api api;

    PaymentBooks(Api api) {
        this.api = api;
    }

    /** As they are now. */
    public RemoteOutcome<MoneyBooks> now() {
        return RemoteOutcome.of(api::books);
    }

    interface Api {

        @GetExchange("/internal/books")
        MoneyBooks books();
    }
}
