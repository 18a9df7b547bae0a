package shop.inventory.reservations;

/** What can be asked of a reservation. */
enum Command {
    /** Hold these pieces for me. */
    RESERVE,
    /** I have bought them. */
    COMMIT,
    /** I shall not buy them. */
    RELEASE,
    /** I bought them and give them back. */
    RETURN,
    /** It is too late. */
    EXPIRE
}
