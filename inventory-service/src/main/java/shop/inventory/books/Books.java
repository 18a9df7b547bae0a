package shop.inventory.books;

/**
 * Where all pieces are.
 *
 * @param balanced whether this holds for every single product: delivered = available + held + sold,
 *     what is held is what held reservations hold, and what is sold is what committed ones bought
 */
record Books(long delivered, long available, long held, long sold, boolean balanced) {}
