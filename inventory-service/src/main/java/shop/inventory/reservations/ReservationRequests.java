package shop.inventory.reservations;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import shop.inventory.products.Sku;
import shop.inventory.stock.Line;

/** What other services send. */
final class ReservationRequests {

    private static final int MOST_LINES = 50;
    private static final int MOST_PIECES = 1000;
    private static final int MOST_IDS = 500;

    private ReservationRequests() {}

    record Reserve(
            @NotNull(message = "is missing")
                    @Size(min = 1, max = MOST_LINES, message = "has 1 to " + MOST_LINES + " lines")
                    List<@Valid @NotNull(message = "is a line") RequestedLine> lines) {

        /** The place of the first SKU that came before, or -1. */
        int firstRepeated() {
            TreeSet<String> seen = new TreeSet<>();
            for (int i = 0; i < lines.size(); i++) {
                if (!seen.add(lines.get(i).sku())) {
                    return i;
                }
            }
            return -1;
        }

        List<Line> sorted() {
            return lines.stream()
                    .map(line -> Line.of(line.sku(), line.quantity()))
                    .sorted(Comparator.comparing(Line::sku))
                    .toList();
        }
    }

    record RequestedLine(
            @NotNull(message = "is missing")
                    @Pattern(
                            regexp = Sku.FORM,
                            message = "has 1 to 64 lower-case letters, digits and hyphens")
                    String sku,
            @Min(value = 1, message = "is at least 1")
                    @Max(value = MOST_PIECES, message = "is at most " + MOST_PIECES)
                    int quantity) {}

    record Commit(
            @NotNull(message = "is missing")
                    @Size(min = 1, max = MOST_IDS, message = "has 1 to " + MOST_IDS + " ids")
                    List<@NotNull(message = "is a UUID") UUID> ids) {}
}
