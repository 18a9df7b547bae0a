package shop.inventory.products;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name a product is kept and ordered under.
 *
 * @param value 1 to 64 lower-case letters, digits and hyphens
 */
public record Sku(@JsonValue String value) implements Comparable<Sku> {

    /** What a SKU looks like, as a regular expression. */
    public static final String FORM = "[a-z0-9-]{1,64}";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    /**
     * A SKU of that form.
     *
     * @throws IllegalArgumentException if it is not
     */
    @JsonCreator
    public Sku {
        if (!PATTERN.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a SKU has 1 to 64 lower-case letters, digits and hyphens");
        }
    }

    /** The SKU, or nothing when no SKU can look like that. */
    public static Optional<Sku> parse(String value) {
        return PATTERN.matcher(value).matches() ? Optional.of(new Sku(value)) : Optional.empty();
    }

    @Override
    public int compareTo(Sku other) {
        return value.compareTo(other.value);
    }

    /** The value itself; cache keys are made of it. */
    @Override
    public String toString() {
        return value;
    }
}
