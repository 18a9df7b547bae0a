package shop.system.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import shop.local.LocalShop;
import shop.local.postgres.Connections;
import shop.local.topology.ShopProcess;
import shop.wire.Wire;

/** A wire for every link there is, and what every process is told so that it uses them. */
final class Wires implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final Map<String, Wire> wires = new LinkedHashMap<>();

    Wires(LocalShop shop, Collection<String> services) {
        for (String service : services) {
            add(to(service), shop.port(service));
            add(link(service, "redis"), shop.port("redis"));
            add(link(service, "registry"), shop.port("registry"));
            ShopProcess.named(service)
                    .kind()
                    .database()
                    .ifPresent(name -> add(link(service, name), shop.port("postgres")));
        }
    }

    private void add(String link, int port) {
        wires.put(link, new Wire(LOOPBACK, port));
    }

    private static String link(String service, String other) {
        return service + " → " + other;
    }

    /** The link to a service from all who call it. */
    static String to(String service) {
        return "callers → " + service;
    }

    List<String> links() {
        return List.copyOf(wires.keySet());
    }

    /** All links to this database. */
    List<Wire> toDatabase(String name) {
        List<Wire> found = new ArrayList<>();
        wires.forEach((link, wire) -> {
            if (link.endsWith(" → " + name)) {
                found.add(wire);
            }
        });
        return found;
    }

    Wire get(String link) {
        return Objects.requireNonNull(wires.get(link), link);
    }

    /** What makes a service use its wires, and others use theirs to it. */
    Map<String, String> environment(String service) {
        String registry = "http://%s:%s".formatted(LOOPBACK, port(link(service, "registry")));
        Map<String, String> variables = new HashMap<>();
        variables.put("SPRING_DATA_REDIS_PORT", text(port(link(service, "redis"))));
        variables.put("SHOP_REGISTRY_URL", registry + "/eureka/");
        variables.put("SHOP_JWK_SET_URI", registry + "/oauth2/jwks");
        variables.put("SHOP_TOKEN_URI", registry + "/oauth2/token");
        variables.put("EUREKA_INSTANCE_NONSECUREPORT", text(port(to(service))));
        ShopProcess.named(service)
                .kind()
                .database()
                .ifPresent(name ->
                        variables.put(
                                "SHOP_DB_URL", Connections.url(port(link(service, name)), name)));
        return variables;
    }

    int port(String link) {
        return get(link).port();
    }

    private static String text(int port) {
        return Integer.toString(port);
    }

    void mendAll() {
        wires.values().forEach(Wire::mend);
    }

    @Override
    public void close() {
        wires.values().forEach(Wire::close);
    }
}
