package shop.local.cli;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import shop.local.postgres.Connections;

/** A little {@code psql}: runs statements, shows rows. */
final class Sql implements AutoCloseable {

    private final Connection connection;

    Sql(int port, String database) throws SQLException {
        connection = Connections.open(port, database);
    }

    /** The rows as a table, or how many were changed. */
    String run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "(" + Math.max(0, statement.getUpdateCount()) + " rows changed)";
            }
            try (ResultSet rows = statement.getResultSet()) {
                return table(rows);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static String table(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        List<List<String>> cells = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
            names.add(rows.getMetaData().getColumnLabel(column));
        }
        cells.add(names);
        while (rows.next()) {
            List<String> row = new ArrayList<>();
            for (int column = 1; column <= columns; column++) {
                String value = rows.getString(column);
                row.add(rows.wasNull() ? "" : value);
            }
            cells.add(row);
        }
        return TextTable.of(cells) + "(" + (cells.size() - 1) + " rows)";
    }
}
