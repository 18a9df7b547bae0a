package shop.local.postgres;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import shop.local.topology.ShopFailure;

/** PostgreSQL refuses to run as root, so root runs it in a user namespace where it is not root. */
final class Superuser {

    private static final List<String> NAMESPACE = List.of("unshare", "--user");

    private Superuser() {}

    static List<String> avoid(List<String> command) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        if (!namespacesWork()) {
            throw new ShopFailure(
                    "PostgreSQL refuses to run as root, and this system allows no user namespaces"
                            + " (unshare --user); run ./shop as a plain user.");
        }
        return Stream.concat(NAMESPACE.stream(), command.stream()).toList();
    }

    private static boolean namespacesWork() {
        try {
            List<String> probe = Stream.concat(NAMESPACE.stream(), Stream.of("true")).toList();
            return new ProcessBuilder(probe).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
