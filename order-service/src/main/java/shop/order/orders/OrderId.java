package shop.order.orders;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.UUID;

/**
 * An order's id: a UUID of version 7 (RFC 9562), so that new rows lie side by side in the index. It
 * is also the key under which the participants of its checkout know it.
 */
public record OrderId(@JsonValue UUID value) {

    private static final NoArgGenerator NEXT = Generators.timeBasedEpochGenerator();

    /** Reads the JSON form. */
    @JsonCreator
    public OrderId {}

    /** An id that was never used before. */
    public static OrderId next() {
        return new OrderId(NEXT.generate());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
