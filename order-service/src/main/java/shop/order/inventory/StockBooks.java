package shop.order.inventory;

/**
 * The inventory's books, in pieces.
 *
 * @param balanced whether they add up, by its own count
 */
public record StockBooks(long delivered, long available, long held, long sold, boolean balanced) {}
