package shop.local.topology;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a process is. The order is the order in which they stop, seen from the end: whoever is used
 * by others comes first.
 *
 * <p>PostgreSQL and Redis do not listen on their usual ports, because a developer's machine often
 * runs its own.
 */
public enum ProcessKind {
    POSTGRES("postgres", 15432, 0, 0),
    REDIS("redis", 16379, 0, 0),
    /** Only there when faults are wanted: a wire to each service that has a database. */
    WIRES("wires", 10080, 0, 0),
    REGISTRY("registry", 8761, 9761, 64),
    INVENTORY_SERVICE("inventory-service", 8083, 9083, 96),
    PAYMENT_SERVICE("payment-service", 8082, 9082, 96),
    ORDER_SERVICE("order-service", 8081, 9081, 128),
    GATEWAY("gateway", 8080, 9080, 96);

    private final String label;
    private final int port;
    private final int managementPort;
    private final int heapMegabytes;

    ProcessKind(String label, int port, int managementPort, int heapMegabytes) {
        this.label = label;
        this.port = port;
        this.managementPort = managementPort;
        this.heapMegabytes = heapMegabytes;
    }

    /** The kind with this name, if there is one; {@code payment} will do for a service. */
    public static Optional<ProcessKind> labelled(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label.equals(label) || kind.label.equals(label + "-service"))
                .findFirst();
    }

    /** The name people use: {@code order-service}. */
    public String label() {
        return label;
    }

    /** The most a Java process of this kind may use for objects, in MiB. */
    public int heapMegabytes() {
        return heapMegabytes;
    }

    /** Whether it is one of the shop's own Spring applications. */
    public boolean isJava() {
        return managementPort != 0;
    }

    /** Whether there may be more than one of it. */
    public boolean isReplicable() {
        return isJava();
    }

    /** The database it owns, if it has one. */
    public Optional<String> database() {
        return switch (this) {
            case ORDER_SERVICE -> Optional.of("orders");
            case PAYMENT_SERVICE -> Optional.of("payments");
            case INVENTORY_SERVICE -> Optional.of("inventory");
            case POSTGRES, REDIS, WIRES, REGISTRY, GATEWAY -> Optional.empty();
        };
    }

    int port() {
        return port;
    }

    int managementPort() {
        return managementPort;
    }
}
