package shop.local.cli;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
}
