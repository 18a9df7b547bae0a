package shop.order.books;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The orders' books.
 *
 * @param completedTotal what the completed ones cost, in minor units
 * @param completedQuantity how many pieces they have
 */
record OrderBooks(
        long pending,
        long confirmed,
        long completed,
        long cancelling,
        long cancelled,
        long sagasUnfinished,
        long sagasNeedingAttention,
        @JsonIgnore long completedTotal,
        @JsonIgnore long completedQuantity) {

    boolean isAtRest() {
        return pending + confirmed + cancelling == 0;
    }
}
