package shop.inventory.reservations;

import shop.inventory.stock.Movement;

/** What a command does to a reservation. */
sealed interface Decision {

    /** Nothing; the answer is what it is already, or that nobody knows it. */
    record Stays() implements Decision {}

    /** It changes, and its pieces move; they are always there to be moved. */
    record Becomes(ReservationStatus next, Movement movement) implements Decision {}

    /** It changes so if all its pieces are there to be moved, and otherwise so. */
    record BecomesIfEnough(ReservationStatus next, Movement movement, ReservationStatus otherwise)
            implements Decision {}
}
