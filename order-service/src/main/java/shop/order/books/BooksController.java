package shop.order.books;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import shop.common.problem.Problems;
import shop.common.remote.RemoteOutcome;
import shop.order.inventory.InventoryBooks;
import shop.order.payment.PaymentBooks;

@RestController
class BooksController {

    private final JdbcClient jdbc;
    private final InventoryBooks inventory;
    private final PaymentBooks payments;

    BooksController(JdbcClient jdbc, InventoryBooks inventory, PaymentBooks payments) {
        this.jdbc = jdbc;
        this.inventory = inventory;
        this.payments = payments;
    }

    @GetMapping("/api/books")
    Books books() {
        OrderBooks before = orders();
        return Books.of(
                answered(inventory.now(), "The inventory"),
                answered(payments.now(), "The payment service"),
                before,
                orders());
    }

    private OrderBooks orders() {
        return jdbc.sql(
                        """
                        SELECT count(*) FILTER (WHERE status = 'PENDING')    AS pending,
                               count(*) FILTER (WHERE status = 'CONFIRMED')  AS confirmed,
                               count(*) FILTER (WHERE status = 'COMPLETED')  AS completed,
                               count(*) FILTER (WHERE status = 'CANCELLING') AS cancelling,
                               count(*) FILTER (WHERE status = 'CANCELLED')  AS cancelled,
                               coalesce(sum(total_minor) FILTER (WHERE status = 'COMPLETED'), 0)
                                 AS completed_total,
                               coalesce(sum(quantity) FILTER (WHERE status = 'COMPLETED'), 0)
                                 AS completed_quantity,
                               (SELECT count(*) FROM saga WHERE ended_at IS NULL)
                                 AS sagas_unfinished,
                               (SELECT count(*) FROM saga WHERE ended_at IS NULL AND attention)
                                 AS sagas_needing_attention
                        FROM orders
                        """)
                .query(OrderBooks.class)
                .single();
    }

    private static <T> T answered(RemoteOutcome<T> outcome, String who) {
        return switch (outcome) {
            case RemoteOutcome.Answered<T>(T books) -> books;
            case RemoteOutcome.Refused<T> _,
                    RemoteOutcome.NotSent<T> _,
                    RemoteOutcome.Unknown<T> _ ->
                    throw Problems.unavailable(who, outcome);
        };
    }
}
