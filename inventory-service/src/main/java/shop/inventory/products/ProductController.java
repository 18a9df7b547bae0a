package shop.inventory.products;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.web.PagedModel;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import shop.common.problem.Problems;

/** Shows the catalogue to anyone, and its prices to other services. */
@RestController
class ProductController {

    private final Products products;
    private final KnownSkus known;

    ProductController(Products products, KnownSkus known) {
        this.products = products;
        this.known = known;
    }

    @GetMapping("/api/products")
    @Operation(summary = "A page of products, sorted by name")
    @SecurityRequirements
    PagedModel<ProductView> page(
            @RequestParam(defaultValue = "0") @Min(value = 0, message = "is at least 0") int page,
            @RequestParam(defaultValue = "20")
                    @Min(value = 1, message = "is at least 1")
                    @Max(value = 100, message = "is at most 100")
                    int size,
            @RequestParam(defaultValue = "")
                    @Size(max = 100, message = "has at most 100 characters")
                    @Pattern(regexp = "\\P{Cntrl}*", message = "has no control characters")
                    String q) {
        return new PagedModel<>(products.matching(q, PageRequest.of(page, size)));
    }

    @GetMapping("/api/products/{sku}")
    @Operation(summary = "One product; what is available is for display, and may be seconds old")
    @SecurityRequirements
    ProductView product(@Parameter(example = "tea-sencha") @PathVariable String sku) {
        return Sku.parse(sku)
                .filter(known::include)
                .flatMap(products::shown)
                .orElseThrow(() -> Problems.notFound("The product"));
    }

    @GetMapping("/internal/products")
    PricedProducts prices(
            @RequestParam @Size(min = 1, max = 50, message = "has 1 to 50 SKUs") List<String> sku) {
        List<Sku> skus = sku.stream().map(Sku::parse).flatMap(Optional::stream).toList();
        return new PricedProducts(products.existing(skus));
    }

    record PricedProducts(List<Product> products) {}
}
