package shop.order.inventory;

import org.springframework.stereotype.Component;
import org.springframework.web.service.annotation.GetExchange;
import shop.common.remote.RemoteOutcome;

/**
 * The books of the stock. They have a breaker and a bulkhead of their own: people who look at slow
 * books again and again must not keep others from buying.
 */
@Component
public class InventoryBooks {

    private final Api api;

    InventoryBooks(Api api) {
        this.api = api;
    }

    /** As they are now. */
    public RemoteOutcome<StockBooks> now() {
        return RemoteOutcome.of(api::books);
    }

    interface Api {

        @GetExchange("/internal/books")
        StockBooks books();
    }
}
