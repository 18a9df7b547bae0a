package shop.system.chaos;

import java.util.List;
import java.util.Map;

/** All that the three databases know, read when nothing moves any more. */
record Truth(
        List<Order> orders,
        List<Saga> sagas,
        List<Payment> payments,
        List<Movement> movements,
        List<Reservation> reservations) {

    /**
     * An order.
     *
     * @param reason empty if there is none
     * @param pieces how many of each SKU
     */
    record Order(
            String id,
            String customer,
            String key,
            String status,
            String reason,
            long total,
            Map<String, Long> pieces) {}

    record Saga(String id, String name, String phase, int epoch) {}

    /** A payment; a tombstone has the amount 0. */
    record Payment(String id, String customer, String status, long amount) {}

    /** What the ledger says of a payment. */
    record Movement(String payment, String kind, long amount) {}

    /** A reservation; a tombstone has no pieces. */
    record Reservation(String id, String status, Map<String, Long> pieces) {}
}
