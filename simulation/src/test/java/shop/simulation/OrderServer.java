package shop.simulation;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What one life of an order process offers. What breaks, throws. */
public interface OrderServer {

    /**
     * POST /api/orders.
     *
     * @param again what {@code X-Request-Repeated} says
     */
    Heard place(
            String customer, String key, List<Tables.Piece> lines, Duration wait, boolean again);

    /** POST /api/orders/{id}/cancellation. */
    Heard cancel(String customer, String key, UUID order);

    /** What every instance does every second. */
    void sweep();
}
