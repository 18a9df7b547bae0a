package shop.order.inventory;

import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;
import shop.common.money.Money;

/** What the inventory service understands. */
@HttpExchange("/internal")
interface InventoryApi {

    @GetExchange("/products")
    Products products(@RequestParam List<String> sku);

    @PutExchange("/reservations/{id}")
    Reservation reserve(@PathVariable UUID id, @RequestBody Reserve reserve);

    @PostExchange("/reservations/commit")
    Results commit(@RequestBody Ids ids);

    @DeleteExchange("/reservations/{id}")
    Reservation release(@PathVariable UUID id);

    @PostExchange("/reservations/{id}/return")
    Reservation takeBack(@PathVariable UUID id);

    record Products(List<Product> products) {}

    record Product(String sku, String name, Money price) {}

    record Reserve(List<Line> lines) {}

    record Line(String sku, int quantity) {}

    record Ids(List<UUID> ids) {}

    record Results(List<Reservation> results) {}

    record Reservation(UUID id, String status) {}
}
