package shop.order.checkout;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.GroupSequence;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.Default;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import shop.common.idempotency.IdempotencyKey;
import shop.common.problem.InvalidField;
import shop.order.inventory.Catalogue.Quote;
import shop.order.orders.OrderId;
import shop.order.orders.OrderLine;
import shop.order.orders.PlacedOrder;

/** What a customer wants to buy. Prices are not among it: they are the shop's. */
record CheckoutRequest(
        @NotNull(message = "1 to 50 lines are needed")
                @Size(
                        min = 1,
                        max = MOST_LINES,
                        message = "has 1 to 50 lines",
                        groups = Count.class)
                // The documents would not have it from a group.
                @ArraySchema(minItems = 1, maxItems = MOST_LINES)
                List<@NotNull(message = "is not a line") @Valid Line> lines) {

    private static final int MOST_LINES = 50;

    /** What is looked at first. */
    interface Count {}

    /** The lines themselves are looked at only if there are not too many. */
    @GroupSequence({Count.class, Default.class})
    interface CountFirst {}

    record Line(
            @Schema(example = "tea-sencha")
                    @NotBlank(message = "a SKU is needed")
                    @Size(max = 64, message = "a SKU has at most 64 characters")
                    String sku,
            @Schema(example = "1")
                    @Min(value = 1, message = "is at least 1")
                    @Max(value = 1000, message = "is at most 1000")
                    int quantity) {}

    /** Lines whose SKU came before: two lines of one product would be two prices to add up. */
    List<InvalidField> repeatedSkus() {
        Set<String> seen = new HashSet<>();
        return IntStream.range(0, lines.size())
                .filter(i -> !seen.add(lines.get(i).sku()))
                .mapToObj(i -> new InvalidField("/lines/" + i + "/sku", "comes twice"))
                .toList();
    }

    /** The order that this becomes, at the shop's prices; there is a quote for every SKU. */
    PlacedOrder order(IdempotencyKey key, Map<String, Quote> quotes, @Nullable String traceId) {
        List<OrderLine> priced = lines.stream().map(line -> priced(line, quotes)).toList();
        return new PlacedOrder(
                OrderId.next(),
                key.caller(),
                priced,
                PlacedOrder.total(priced),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                key.value(),
                traceId);
    }

    private static OrderLine priced(Line line, Map<String, Quote> quotes) {
        Quote quote = Objects.requireNonNull(quotes.get(line.sku()));
        return new OrderLine(line.sku(), quote.name(), line.quantity(), quote.price());
    }
}
