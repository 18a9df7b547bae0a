package shop.inventory.reservations;

/** What has become of a reservation. */
enum ReservationStatus {
    /** Its pieces are held. */
    HELD,
    /** Its pieces are sold. */
    COMMITTED,
    /** Undone; also one that was undone before it was made. */
    RELEASED,
    /** Its time is over; its pieces can be reserved by others. */
    EXPIRED,
    /** There were not enough pieces when it was asked for. */
    REFUSED,
    /** Its pieces were sold and came back. */
    RETURNED
}
