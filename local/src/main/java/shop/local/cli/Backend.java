package shop.local.cli;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import shop.local.cli.terminal.Prompt;
import shop.local.cli.terminal.TextTable;
import shop.local.postgres.Connections;
import shop.local.redis.RedisConnection;
import shop.local.topology.ShopFailure;

/** Asks PostgreSQL or Redis, where the machine has no program of its own for that. */
record Backend(int port) {

    boolean psql(String database, Optional<String> statement) throws IOException {
        try (Sql sql = new Sql(port, database)) {
            if (statement.isPresent()) {
                System.out.println(sql.run(statement.get()));
            } else {
                new Prompt(database, System.out).run(sql::run);
            }
            return true;
        } catch (SQLException e) {
            throw new ShopFailure("PostgreSQL says: " + e.getMessage(), e);
        }
    }

    boolean redis(List<String> words) throws IOException {
        try (var redis = new RedisConnection(port, Duration.ofSeconds(10))) {
            if (words.isEmpty()) {
                new Prompt("redis", System.out)
                        .run(line -> redis.ask(List.of(line.strip().split("\\s+"))));
            } else {
                System.out.println(redis.ask(words));
            }
            return true;
        } catch (IOException e) {
            throw new ShopFailure("Redis does not answer; ./shop status tells more.", e);
        }
    }

    /** A little {@code psql}: runs statements, shows rows. */
    private static final class Sql implements AutoCloseable {

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
}
