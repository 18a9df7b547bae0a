package shop.order.books;

import shop.order.inventory.StockBooks;
import shop.order.payment.MoneyBooks;

/**
 * All books. Each part is one moment of its own service.
 *
 * @param balanced whether each part adds up and, if nothing moved while they were read, whether
 *     they agree with each other
 */
record Books(StockBooks stock, MoneyBooks money, OrderBooks orders, boolean balanced) {

    /**
     * Puts them together.
     *
     * @param before the orders' books before the others were read
     * @param after and after
     */
    static Books of(StockBooks stock, MoneyBooks money, OrderBooks before, OrderBooks after) {
        boolean comparable = before.equals(after) && after.isAtRest();
        boolean balanced =
                stock.balanced() && money.balanced() && (!comparable || agree(stock, money, after));
        return new Books(stock, money, after, balanced);
    }

    /** The same, but balanced only if this holds as well. */
    Books provided(boolean condition) {
        return new Books(stock, money, orders, balanced && condition);
    }

    private static boolean agree(StockBooks stock, MoneyBooks money, OrderBooks orders) {
        long kept = money.captured().minorUnits() - money.refunded().minorUnits();
        return stock.held() == 0
                && money.held().minorUnits() == 0
                && stock.sold() == orders.completedQuantity()
                && kept == orders.completedTotal();
    }
}
