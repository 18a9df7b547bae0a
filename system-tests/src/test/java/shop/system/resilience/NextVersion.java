package shop.system.resilience;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import shop.local.app.Jars;
import shop.local.topology.ProcessKind;

/**
 * The order service as its next version may be: this build, with one more undoable step before the
 * pivot, one more optional field in a request, and a migration that adds a column.
 *
 * <p>The changes are edits of today's sources, so they never lag behind them. An edit that no
 * longer fits fails the test.
 */
final class NextVersion {

    private static final ProcessKind KIND = ProcessKind.ORDER_SERVICE;
    private static final String CLASSES = "BOOT-INF/classes";
    private static final String LIBRARIES = "BOOT-INF/lib";

    /** Puts the text before the first match. */
    private record Edit(String source, String before, String text) {}

    private static final List<Edit> EDITS =
            List.of(
                    new Edit(
                            "shop/order/checkout/CheckoutSaga.java",
                            "\\.pointOfNoReturn\\(",
                            """
                            .step("check address", _ -> new %1$s.Done())
                            .undoneBy(_ -> new %1$s.Done())
                            """
                                    .formatted("shop.order.saga.definition.StepOutcome")),
                    new Edit(
                            "shop/order/checkout/CheckoutRequest.java",
                            "\\) \\{",
                            ", @org.jspecify.annotations.Nullable @Size(max = 200) String note"));

    private static final Map<String, String> MIGRATION =
            Map.of("db/migration/V1000__notes.sql", "ALTER TABLE orders ADD COLUMN note text;\n");

    private NextVersion() {}

    /**
     * Makes a directory from which it runs as from a checkout.
     *
     * @param root the checkout whose build it follows
     * @param target where; it does not exist yet
     */
    static void make(Path root, Path target) throws IOException {
        Path jar = Jars.of(root, KIND);
        Path next = target.resolve(KIND.label()).resolve("target").resolve(jar.getFileName());
        Files.createDirectories(next.getParent());
        Files.copy(jar, next);
        Path work = Files.createDirectories(target.resolve("work"));
        try (FileSystem zip = FileSystems.newFileSystem(next)) {
            copyAll(zip.getPath(LIBRARIES), work.resolve("lib"));
            for (Edit edit : EDITS) {
                edit(root, work.resolve("src"), edit);
            }
            compile(root, work);
            Path classes = zip.getPath(CLASSES);
            copyAll(work.resolve("classes"), classes);
            for (Map.Entry<String, String> resource : MIGRATION.entrySet()) {
                Files.writeString(classes.resolve(resource.getKey()), resource.getValue());
            }
        }
    }

    private static void edit(Path root, Path target, Edit edit) throws IOException {
        String source =
                Files.readString(
                        root.resolve(KIND.label()).resolve("src/main/java").resolve(edit.source()));
        Matcher place = Pattern.compile(edit.before()).matcher(source);
        if (!place.find()) {
            throw new IllegalStateException(edit + " does not fit any more");
        }
        String edited = new StringBuilder(source).insert(place.start(), edit.text()).toString();
        Path file = target.resolve(edit.source());
        Files.createDirectories(file.getParent());
        Files.writeString(file, edited);
    }

    private static void compile(Path root, Path work) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path classes = Files.createDirectories(work.resolve("classes"));
        String path =
                files(work.resolve("lib"))
                                .map(Path::toString)
                                .collect(Collectors.joining(File.pathSeparator))
                        + File.pathSeparator
                        + root.resolve(KIND.label()).resolve("target/classes");
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
            Iterable<? extends JavaFileObject> sources =
                    files.getJavaFileObjectsFromPaths(files(work.resolve("src")).toList());
            List<String> options =
                    List.of("-parameters", "-proc:none", "-cp", path, "-d", classes.toString());
            if (!compiler.getTask(messages, files, null, options, null, sources).call()) {
                throw new IllegalStateException(messages.toString());
            }
        }
    }

    private static Stream<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList().stream();
        }
    }

    private static void copyAll(Path from, Path to) throws IOException {
        for (Path file : files(from).toList()) {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
