package shop.order.orders;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import shop.order.saga.definition.UndoReason;
import shop.order.saga.definition.UndoReasons;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Why an order cannot be had: from the participant's answer, through the saga's log, to what its
 * customer is told. Their JSON is stored, so names and components must not change.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "refusal")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Refusal.OutOfStock.class, name = "out-of-stock"),
    @JsonSubTypes.Type(value = Refusal.UnknownProducts.class, name = "unknown-products"),
    @JsonSubTypes.Type(value = Refusal.NotDeliverable.class, name = "not-deliverable"),
    @JsonSubTypes.Type(value = Refusal.PaymentDeclined.class, name = "payment-declined"),
    @JsonSubTypes.Type(value = Refusal.TimedOut.class, name = "timed-out")
})
public sealed interface Refusal extends UndoReason {

    /** All of them, for the saga engine. */
    static UndoReasons<Refusal> reasons() {
        return new UndoReasons<>(Refusal.class, new TimedOut(), Refusal::ofOlder);
    }

    /** A line of which there was not enough: so many were asked for, so many were left. */
    record ShortLine(String sku, int requested, long available) {}

    /** There is not enough of these lines; none where they were not counted. */
    record OutOfStock(List<ShortLine> lines) implements Refusal {

        public OutOfStock {
            lines = List.copyOf(lines);
        }

        @Override
        public String detail() {
            return JsonMapper.shared().writeValueAsString(lines);
        }
    }

    /** The inventory has never had these products. */
    record UnknownProducts(List<String> skus) implements Refusal {

        public UnknownProducts {
            skus = List.copyOf(skus);
        }
    }

    /** The inventory does not accept this order, whatever it has. */
    record NotDeliverable() implements Refusal {}

    /**
     * It will not be paid.
     *
     * @param detail in the payment service's words, or its own
     */
    record PaymentDeclined(String detail) implements Refusal {}

    /** It was not decided in time, or was given up meanwhile. */
    record TimedOut() implements Refusal {}

    /** What the order then says. */
    default CancelReason reason() {
        return switch (this) {
            case OutOfStock _, UnknownProducts _, NotDeliverable _ -> CancelReason.OUT_OF_STOCK;
            case PaymentDeclined _ -> CancelReason.PAYMENT_DECLINED;
            case TimedOut _ -> CancelReason.TIMED_OUT;
        };
    }

    @Override
    default String code() {
        return reason().name();
    }

    @Override
    default String detail() {
        return "[]"; // what older versions take for lines
    }

    // In an older version's log the text may also be what broke it.
    private static Refusal ofOlder(String code, String text) {
        return switch (CancelReason.valueOf(code)) {
            case OUT_OF_STOCK -> new OutOfStock(lines(text));
            case PAYMENT_DECLINED -> new PaymentDeclined("The account does not cover the amount.");
            case TIMED_OUT, CUSTOMER -> new TimedOut();
        };
    }

    /** The short lines of a JSON text, none if it is none. */
    private static List<ShortLine> lines(String text) {
        try {
            return lines(JsonMapper.shared().readTree(text));
        } catch (JacksonException e) {
            return List.of();
        }
    }

    /** The short lines of a problem's {@code lines}, without those that cannot be read. */
    static List<ShortLine> lines(JsonNode lines) {
        return lines.valueStream()
                .filter(line -> line.path("sku").isString())
                .map(line ->
                        new ShortLine(
                                line.path("sku").asString(),
                                line.path("requested").asInt(0),
                                line.path("available").asLong(0)))
                .toList();
    }
}
