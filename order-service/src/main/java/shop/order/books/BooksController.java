package shop.order.books;

import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import shop.common.problem.Problems;
import shop.common.remote.RemoteOutcome;
import shop.common.totals.RunningTotals;
import shop.order.inventory.InventoryBooks;
import shop.order.payment.PaymentBooks;

@RestController
class BooksController {

    private final JdbcClient jdbc;
    private final InventoryBooks inventory;
    private final PaymentBooks payments;
    private final RunningTotals totals;

    BooksController(
            JdbcClient jdbc,
            InventoryBooks inventory,
            PaymentBooks payments,
            RunningTotals totals) {
        this.jdbc = jdbc;
        this.inventory = inventory;
        this.payments = payments;
        this.totals = totals;
    }

    @GetMapping("/api/books")
    @SecurityRequirement(name = "token", scopes = "ops")
    Books books() {
        OrderBooks before = orders();
        return Books.of(
                        answered(inventory.now(), "The inventory"),
                        answered(payments.now(), "The payment service"),
                        before,
                        orders())
                .provided(totals.areExact());
    }

    private OrderBooks orders() {
        return jdbc.sql(
                        """
                        SELECT coalesce(sum(pending), 0) AS pending,
                               coalesce(sum(confirmed), 0) AS confirmed,
                               coalesce(sum(completed), 0) AS completed,
                               coalesce(sum(cancelling), 0) AS cancelling,
                               coalesce(sum(cancelled), 0) AS cancelled,
                               coalesce(sum(completed_minor), 0) AS completed_total,
                               coalesce(sum(completed_quantity), 0) AS completed_quantity,
                               (SELECT count(*) FROM saga WHERE ended_at IS NULL)
                                 AS sagas_unfinished,
                               (SELECT count(*) FROM saga WHERE ended_at IS NULL AND attention)
                                 AS sagas_needing_attention
                        FROM order_total
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
