package shop.order.orders;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.UUID;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.web.PagedModel;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import shop.common.problem.Problems;
import shop.common.security.Caller;

/** Orders to look at. */
@RestController
@RequestMapping("/api/orders")
class OrderController {

    private final Orders orders;
    private final OrderPages pages;

    OrderController(Orders orders, OrderPages pages) {
        this.orders = orders;
        this.pages = pages;
    }

    @GetMapping
    PagedModel<OrderView> list(
            @RequestParam(defaultValue = "0") @Min(value = 0, message = "is at least 0") int page,
            @RequestParam(defaultValue = "20")
                    @Min(value = 1, message = "is at least 1")
                    @Max(value = 100, message = "is at most 100")
                    int size,
            Authentication authentication) {
        return new PagedModel<>(
                pages.list(Caller.of(authentication), PageRequest.of(page, size))
                        .map(OrderView::of));
    }

    @GetMapping("/{id}")
    OrderView one(@PathVariable UUID id, Authentication authentication) {
        return orders.find(new OrderId(id), Caller.of(authentication))
                .map(OrderView::of)
                .orElseThrow(() -> Problems.notFound("Such an order"));
    }
}
