package shop.inventory.reservations;

import java.util.List;
import java.util.UUID;
import shop.inventory.products.Sku;
import shop.inventory.stock.Line;

/**
 * A reservation as it was read.
 *
 * @param id chosen by whoever asks, so that he can ask again
 * @param lines sorted by SKU, no SKU twice; never change; empty if it was released before it was
 *     asked for
 * @param shortages what was short when it was refused; empty unless it was
 */
record Reservation(UUID id, ReservationStatus status, List<Line> lines, List<Shortage> shortages) {

    /** A product of which there was less than asked for. */
    record Shortage(Sku sku, int requested, long available) {}
}
