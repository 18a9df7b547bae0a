package shop.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The PostgreSQL server of this JVM. */
record Postgres(Database admin, String serverUrl) {

    // PostgreSQL turns away a driver whose JVM is in a time zone that it does not know.
    static {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }

    static final Postgres SERVER = Backends.docker() ? container() : embedded();

    private static final AtomicInteger DATABASES = new AtomicInteger();

    Database newDatabase(String hint) {
        String name = hint + "_" + DATABASES.incrementAndGet();
        try (Connection connection = admin.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE %1$s LOGIN PASSWORD '%1$s'".formatted(name));
            statement.execute("CREATE DATABASE %1$s OWNER %1$s".formatted(name));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + name, e);
        }
        return new Database(serverUrl + name, name, name);
    }

    // The container lives as long as the JVM; Testcontainers, or the hook, removes it.
    @SuppressWarnings("resource")
    private static Postgres container() {
        PostgreSQLContainer container =
                new PostgreSQLContainer(Images.POSTGRES)
                        .withCommand("postgres", "-c", "max_connections=300", "-c", "fsync=off");
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
        String server =
                "jdbc:postgresql://"
                        + container.getHost()
                        + ":"
                        + container.getMappedPort(5432)
                        + "/";
        Database admin =
                new Database(
                        server + container.getDatabaseName(),
                        container.getUsername(),
                        container.getPassword());
        return new Postgres(admin, server);
    }

    // Closes itself with the JVM.
    @SuppressWarnings("resource")
    private static Postgres embedded() {
        try {
            EmbeddedPostgres postgres =
                    EmbeddedPostgres.builder()
                            .setServerConfig("max_connections", "300")
                            .setServerConfig("fsync", "off")
                            .start();
            String server = "jdbc:postgresql://localhost:" + postgres.getPort() + "/";
            return new Postgres(new Database(server + "postgres", "postgres", "postgres"), server);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the embedded PostgreSQL", e);
        }
    }
}
