package shop.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** The {@code shop} script in a checkout whose Maven and JDK only say what they are asked. */
record FakeCheckout(Path root) {

    private static final List<String> RUNNABLE =
            List.of(
                    "registry",
                    "gateway",
                    "inventory-service",
                    "payment-service",
                    "order-service",
                    "local");

    /** Makes one in a directory, with a JDK 25 in {@code jdk} and a Maven in {@code bin}. */
    static FakeCheckout in(Path root) throws IOException {
        Files.createDirectories(root);
        Files.copy(Path.of("../shop"), root.resolve("shop"));
        for (String module :
                Stream.concat(RUNNABLE.stream(), Stream.of("common", "wire")).toList()) {
            Files.createDirectories(root.resolve(module).resolve("src/main"));
            Files.createFile(root.resolve(module).resolve("pom.xml"));
        }
        Files.createFile(root.resolve("pom.xml"));
        FakeCheckout checkout = new FakeCheckout(root);
        checkout.jdk("jdk", "25.0.3");
        checkout.maven();
        return checkout;
    }

    /** A JDK that says what it is asked, and where it is. */
    Path jdk(String name, String version) throws IOException {
        Path home = root.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        program(
                home.resolve("bin/java"),
                "[ \"$1\" != -XshowSettings:properties ] || echo '    java.home = "
                        + home
                        + "' >&2",
                "echo \"$0 $*\"",
                "echo \"LC_ALL=$LC_ALL\"");
        program(home.resolve("bin/javac"), "exit 0");
        return home;
    }

    Path bin() {
        return root.resolve("bin");
    }

    long builds() throws IOException {
        try (Stream<String> builds = Files.lines(root.resolve("builds"))) {
            return builds.count();
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Runs a command to its end. */
    static Answer answer(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), said);
    }

    static void program(Path path, String... lines) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void maven() throws IOException {
        program(
                bin().resolve("mvn"),
                "cd \"$(dirname \"$0\")/..\" || exit",
                "[ -e broken ] && echo '[ERROR] it does not compile' && exit 1",
                "echo built >>builds",
                "for m in " + String.join(" ", RUNNABLE) + "; do",
                "  mkdir -p $m/target; touch -t 202001010000 $m/target/$m-1.0.0-SNAPSHOT.jar",
                "done");
    }

    record Answer(int exit, String said) {}
}
