package shop.local.app;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import shop.local.postgres.Connections;
import shop.local.topology.ProcessKind;
import shop.local.topology.ShopOptions;
import shop.local.topology.ShopProcess;
import shop.local.topology.Wiring;

/** What a Java process is told: who it is, and where it finds the others. */
public final class ServiceEnvironment {

    private static final String LOOPBACK = "127.0.0.1";

    private ServiceEnvironment() {}

    /** The variables of one process; those of the options win over the launcher's own. */
    public static Map<String, String> of(ShopProcess process, ShopOptions options) {
        Map<String, String> variables = new HashMap<>();
        variables.put("SPRING_PROFILES_ACTIVE", options.hasFaults() ? "demo,chaos" : "demo");
        variables.put("SERVER_ADDRESS", LOOPBACK);
        variables.put("SERVER_PORT", port(options.port(process)));
        variables.put("MANAGEMENT_SERVER_ADDRESS", LOOPBACK);
        variables.put("MANAGEMENT_SERVER_PORT", port(options.managementPort(process)));
        variables.put("EUREKA_INSTANCE_IPADDRESS", LOOPBACK);
        variables.put("SPRING_DATA_REDIS_HOST", LOOPBACK);
        variables.put("SPRING_DATA_REDIS_PORT", port(portOf(ProcessKind.REDIS, options)));
        issuer(variables, options);
        registries(variables, process, options);
        database(variables, process, options);
        Wiring wiring = new Wiring(options);
        if (wiring.isWired(process)) {
            variables.put("EUREKA_INSTANCE_NONSECUREPORT", port(wiring.port(process)));
        }
        variables.putAll(options.environment());
        return variables;
    }

    // The issuer is a name, and stays "localhost"; the others are addresses.
    private static void issuer(Map<String, String> variables, ShopOptions options) {
        int port = portOf(ProcessKind.REGISTRY, options);
        String address = "http://" + LOOPBACK + ":" + port;
        Path key = options.home().resolve("registry").resolve("signing-key.json");
        variables.put("SHOP_KEY_FILE", key.toString());
        variables.put("SHOP_ISSUER_URI", "http://localhost:" + port);
        variables.put("SHOP_JWK_SET_URI", address + "/oauth2/jwks");
        variables.put("SHOP_TOKEN_URI", address + "/oauth2/token");
    }

    private static void registries(
            Map<String, String> variables, ShopProcess process, ShopOptions options) {
        List<ShopProcess> all =
                options.processes().stream()
                        .filter(other -> other.kind() == ProcessKind.REGISTRY)
                        .toList();
        variables.put(
                "SHOP_REGISTRY_URL",
                all.stream()
                        .map(registry -> registryUrl(registry, options))
                        .collect(Collectors.joining(",")));
        if (process.kind() == ProcessKind.REGISTRY) {
            variables.put("SHOP_REGISTRY_OWN_URL", registryUrl(process, options));
        }
        if (process.kind() == ProcessKind.GATEWAY) {
            for (int i = 0; i < all.size(); i++) {
                variables.put(
                        "SPRING_CLOUD_DISCOVERY_CLIENT_SIMPLE_INSTANCES_REGISTRY_" + i + "_URI",
                        "http://" + LOOPBACK + ":" + options.port(all.get(i)));
            }
        }
    }

    private static String registryUrl(ShopProcess registry, ShopOptions options) {
        return "http://" + LOOPBACK + ":" + options.port(registry) + "/eureka/";
    }

    private static void database(
            Map<String, String> variables, ShopProcess process, ShopOptions options) {
        process.kind()
                .database()
                .ifPresent(name -> {
                    int port = portOf(ProcessKind.POSTGRES, options);
                    variables.put("SHOP_DB_URL", Connections.url(port, name));
                    variables.put("SHOP_DB_USER", name);
                    variables.put("SHOP_DB_PASSWORD", name);
                    // Each connection is a process of PostgreSQL's, and most would never be used
                    // here. With 2, the first customers waited for the pool to grow.
                    variables.put("SPRING_DATASOURCE_HIKARI_MINIMUMIDLE", "8");
                });
    }

    private static int portOf(ProcessKind kind, ShopOptions options) {
        return options.port(ShopProcess.first(kind));
    }

    private static String port(int port) {
        return Integer.toString(port);
    }
}
