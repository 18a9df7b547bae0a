package shop.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import shop.local.process.Helpers;
import shop.local.process.Launch;
import shop.local.process.Trees;
import shop.local.topology.ProcessKind;

/** Makes the databases. They appear complete, or, when that is interrupted, not at all. */
final class DataDirectory {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Path home;
    private final Path binaries;
    private final Helpers helpers;

    DataDirectory(Path home, Path binaries, Helpers helpers) {
        this.home = home;
        this.binaries = binaries;
        this.helpers = helpers;
    }

    void create(Path data) throws IOException {
        Path draft = home.resolve("data.new");
        Trees.delete(draft);
        initialise(draft);
        makeDatabases(draft);
        Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void initialise(Path draft) throws IOException {
        Path password = superuserPassword();
        run(
                "initdb",
                Path.of("/dev/null"),
                "--pgdata=" + draft,
                "--username=postgres",
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
    }

    // Single-user mode, one statement a line: no server has to listen before the passwords exist.
    private void makeDatabases(Path draft) throws IOException {
        String statements =
                Arrays.stream(ProcessKind.values())
                        .map(ProcessKind::database)
                        .flatMap(Optional::stream)
                        .flatMap(DataDirectory::statements)
                        .collect(Collectors.joining("\n", "", "\n"));
        Path script = Files.writeString(home.resolve("databases.sql"), statements);
        run("postgres", script, "--single", "-D", draft.toString(), "postgres");
        Files.delete(script);
    }

    private static Stream<String> statements(String name) {
        return Stream.of(
                "CREATE ROLE %1$s LOGIN PASSWORD '%1$s'".formatted(name),
                "CREATE DATABASE %1$s OWNER %1$s".formatted(name),
                "REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(name));
    }

    // The shop does not need it; it is kept for the person who wants to look around as superuser.
    private Path superuserPassword() throws IOException {
        Path file = home.resolve("superuser-password");
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, UUID.randomUUID() + "\n");
    }

    private void run(String program, Path input, String... arguments) {
        List<String> command =
                Stream.concat(
                                Stream.of(binaries.resolve("bin").resolve(program).toString()),
                                Stream.of(arguments))
                        .toList();
        Launch launch = new Launch(Superuser.avoid(command), PostgresProgram.environment());
        helpers.run(program, launch, input, LIMIT);
    }
}
