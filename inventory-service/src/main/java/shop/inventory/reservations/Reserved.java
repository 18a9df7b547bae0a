package shop.inventory.reservations;

import java.util.List;
import shop.inventory.products.Sku;

/** The answer to a reserve. */
sealed interface Reserved {

    /** The pieces are held, or bought already. */
    record Granted(ReservationStatus status) implements Reserved {}

    /** There are too few; remembered, so that a repeat hears the same. */
    record OutOfStock(List<Shortage> lines) implements Reserved {}

    /** It is over: released, expired or returned. */
    record Over() implements Reserved {}

    /** The same id came before with other lines. */
    record Mismatch() implements Reserved {}

    /** Some products do not exist; not remembered, nothing was done. */
    record UnknownProducts(List<Sku> skus) implements Reserved {}
}
