package shop.common.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import shop.common.TestService;
import shop.testing.Backends;
import shop.testing.Database;

/** What the migrations of all services leave to the builds before them: those still start. */
@TestService
class OlderBuildsIT {

    private static final Path KEYS = Path.of("src", "main", "resources", "db", "idempotency");

    @Autowired private Flyway flyway;
    @TempDir private Path older;

    private final Database database = Backends.newDatabase("older");

    @Test
    void nothingButTheDemosDataIsMigratedRepeatedly() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            assertThat(
                            files.filter(file -> file.toString().contains("src/main/resources/db/"))
                                    .filter(file ->
                                            file.getFileName().toString().startsWith("R__")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file.getParent()).hasFileName("demo"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-service", "payment-service", "inventory-service"})
    void startAfterEveryLaterMigration(String service) throws IOException {
        Path own = resources(service).resolve("migration");
        migrate(KEYS, own);

        int builds = scripts(own).size();
        assertThat(builds).isGreaterThan(3);
        for (int known = 0; known < builds; known++) {
            migrate(first(known, own));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"payment-service", "inventory-service"})
    void startOnADatabaseWithTheDataOfALaterDemo(String service) throws IOException {
        Path own = resources(service).resolve("migration");
        Path demo = resources(service).resolve("demo");
        migrate(KEYS, own, demo);

        migrate(first(1, own), otherwise(demo));
        migrate(KEYS, own, demo);
    }

    @Test
    void startWithoutTheDemoOnItsDatabase() {
        Path own = resources("payment-service").resolve("migration");
        migrate(KEYS, own, resources("payment-service").resolve("demo"));

        flyway(KEYS, own).load().migrate();
    }

    /** As every build: what is set now is no help to an older one. */
    private void migrate(Path... locations) {
        flyway(locations).ignoreMigrationPatterns("*:future").load().migrate();
    }

    private FluentConfiguration flyway(Path... locations) {
        return Flyway.configure()
                .configuration(flyway.getConfiguration())
                .dataSource(database.url(), database.user(), database.password())
                .locations(
                        Stream.of(locations)
                                .map(location -> "filesystem:" + location)
                                .toArray(String[]::new));
    }

    private static Path resources(String service) {
        return Path.of("..", service, "src", "main", "resources", "db");
    }

    private Path first(int known, Path migrations) throws IOException {
        Path build = Files.createDirectory(older.resolve("build-" + known));
        Files.copy(KEYS.resolve("V0__idempotency.sql"), build.resolve("V0__idempotency.sql"));
        for (Path script : scripts(migrations).subList(0, known)) {
            Files.copy(script, build.resolve(script.getFileName()));
            Path how = Path.of(script + ".conf");
            if (Files.exists(how)) {
                Files.copy(how, build.resolve(how.getFileName()));
            }
        }
        return build;
    }

    /** The same data, made by another text. */
    private Path otherwise(Path demo) throws IOException {
        Path changed = Files.createDirectory(older.resolve("demo"));
        for (Path script : scripts(demo)) {
            Files.writeString(
                    changed.resolve(script.getFileName()), Files.readString(script) + "-- before");
        }
        return changed;
    }

    // One digit each, so far.
    private static List<Path> scripts(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
        }
    }
}
