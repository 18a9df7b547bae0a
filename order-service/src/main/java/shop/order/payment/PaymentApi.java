package shop.order.payment;

import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;
import shop.common.money.Money;

/** What the payment service understands. */
@HttpExchange("/internal")
interface PaymentApi {

    @PutExchange("/payments/{id}")
    Payment authorise(@PathVariable UUID id, @RequestBody Authorise authorise);

    @PostExchange("/payments/capture")
    Results capture(@RequestBody Ids ids);

    @PostExchange("/payments/{id}/void")
    Payment voidAuthorisation(@PathVariable UUID id);

    @PostExchange("/payments/{id}/refund")
    Payment refund(@PathVariable UUID id);

    record Authorise(String customer, Money amount) {}

    record Ids(List<UUID> ids) {}

    record Results(List<Payment> results) {}

    record Payment(UUID id, String status) {}
}
