package shop.local.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import shop.local.process.Helpers;
import shop.local.process.Launch;
import shop.local.topology.ProcessKind;
import shop.local.topology.ShopFailure;
import shop.local.topology.ShopOptions;
import shop.local.topology.ShopProcess;

/**
 * The classes of one build of one service, loaded and linked in advance (JEP 514), which saves
 * about half of its start. The JVM ignores an archive that does not fit, so one is never wrong.
 *
 * <p>An archive of the older kind (AppCDS) takes half as long to make and saves a fifth less.
 */
public final class ClassArchive {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final AppDirectory app;

    ClassArchive(AppDirectory app) {
        this.app = app;
    }

    /** The archive of a kind's present build. */
    public static ClassArchive of(ShopOptions options, ProcessKind kind) {
        return new ClassArchive(new AppDirectory(options.root(), kind));
    }

    /** Whether it could be made and is not there: a build that never ran needs none. */
    public boolean isMissing() {
        return Files.exists(app.jar()) && !Files.exists(file());
    }

    /**
     * Makes the archive by a start that ends once all beans exist: before it listens, registers or
     * does any work. The databases and Redis must be up.
     */
    public void make(ProcessKind kind, ShopOptions options, Helpers helpers) {
        Path draft = app.path().resolve("classes.new-" + UUID.randomUUID());
        List<String> recording =
                List.of("-XX:AOTCacheOutput=" + draft, "-Dspring.context.exit=onRefresh");
        List<String> command = new JavaCommand(kind, options).of(app.jar(), recording);
        helpers.run("fast-start-" + kind.label(), new Launch(command, apart(kind, options)), LIMIT);
        try {
            Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ShopFailure("The JVM made no archive of " + kind.label() + ".", e);
        }
    }

    List<String> use() {
        return Files.exists(file()) ? List.of("-XX:AOTCache=" + file()) : List.of();
    }

    // Its instance id is that of the real one, which it would push out of the registry.
    private static Map<String, String> apart(ProcessKind kind, ShopOptions options) {
        Map<String, String> environment =
                new HashMap<>(ServiceEnvironment.of(ShopProcess.first(kind), options));
        environment.put("EUREKA_CLIENT_REGISTERWITHEUREKA", "false");
        environment.put("EUREKA_CLIENT_FETCHREGISTRY", "false");
        environment.put("SHOP_REGISTRY_URL", "http://127.0.0.1:9/eureka/");
        return environment;
    }

    // An archive fits one build of the JDK only.
    private Path file() {
        return app.path().resolve("classes-" + Runtime.version() + ".aot");
    }
}
