package shop.inventory.reservations;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import shop.inventory.reservations.Reservation.Shortage;
import shop.inventory.stock.Line;

/** Reads rows of the table {@code reservation}. */
final class ReservationRow {

    private ReservationRow() {}

    static Reservation read(ResultSet row) throws SQLException {
        List<Line> lines = lines(row);
        return new Reservation(
                row.getObject("id", UUID.class), status(row), lines, shortages(row, lines));
    }

    static ReservationStatus status(ResultSet row) throws SQLException {
        return ReservationStatus.valueOf(row.getString("status"));
    }

    static List<Shortage> shortages(ResultSet row, List<Line> lines) throws SQLException {
        @Nullable Array then = row.getArray("available_then");
        if (then == null) {
            return List.of();
        }
        Long[] available = (Long[]) then.getArray();
        return IntStream.range(0, available.length)
                .mapToObj(i -> shortage(lines.get(i), available[i]))
                .filter(line -> line.available() < line.requested())
                .toList();
    }

    private static Shortage shortage(Line line, long available) {
        return new Shortage(line.sku(), line.quantity().value(), available);
    }

    private static List<Line> lines(ResultSet row) throws SQLException {
        String[] skus = (String[]) row.getArray("skus").getArray();
        Integer[] quantities = (Integer[]) row.getArray("quantities").getArray();
        return IntStream.range(0, skus.length)
                .mapToObj(i -> Line.of(skus[i], quantities[i]))
                .toList();
    }
}
