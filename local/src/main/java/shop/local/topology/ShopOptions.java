package shop.local.topology;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How a shop is run.
 *
 * @param root the checkout whose jars are run
 * @param home where state, data and logs live; two shops need two
 * @param portOffset added to every port; two shops at a time need two
 * @param replicas how many of a kind; 1 where it says nothing
 * @param environment given to every Java process, over what the launcher sets itself
 * @param javaOptions appended to every Java process's own
 * @param fastStart whether to make and use caches of loaded classes
 */
public record ShopOptions(
        Path root,
        Path home,
        int portOffset,
        Map<ProcessKind, Integer> replicas,
        Map<String, String> environment,
        List<String> javaOptions,
        boolean fastStart) {

    private static final int HIGHEST_PORT = 65_535;

    public ShopOptions {
        root = root.toAbsolutePath().normalize();
        home = home.toAbsolutePath().normalize();
        if (portOffset < 0 || portOffset > HIGHEST_PORT - 20_000) {
            throw new ShopFailure("SHOP_PORT_OFFSET is a number from 0 to 45535.");
        }
        replicas = Collections.unmodifiableMap(new EnumMap<>(withOneOfEach(replicas)));
        replicas.forEach(ShopProcess::new);
        environment = Map.copyOf(environment);
        javaOptions = List.copyOf(javaOptions);
    }

    /** What a checkout runs with by default. */
    public static ShopOptions of(Path root) {
        return new ShopOptions(root, root.resolve(".shop"), 0, Map.of(), Map.of(), List.of(), true);
    }

    /**
     * The same, changed by {@code SHOP_HOME}, {@code SHOP_PORT_OFFSET}, {@code SHOP_JAVA_OPTS} and
     * {@code SHOP_FAST_START=off}.
     *
     * @throws ShopFailure if one of them makes no sense
     */
    public static ShopOptions fromEnvironment(Path root, Map<String, String> environment) {
        String home = environment.getOrDefault("SHOP_HOME", "");
        String javaOptions = environment.getOrDefault("SHOP_JAVA_OPTS", "").strip();
        return new ShopOptions(
                root,
                home.isBlank() ? root.resolve(".shop") : Path.of(home),
                offset(environment.getOrDefault("SHOP_PORT_OFFSET", "0")),
                Map.of(),
                Map.of(),
                javaOptions.isEmpty() ? List.of() : List.of(javaOptions.split("\\s+")),
                !"off".equals(environment.get("SHOP_FAST_START")));
    }

    /** The same with another place for state, data and logs. */
    public ShopOptions withHome(Path other) {
        return new ShopOptions(
                root, other, portOffset, replicas, environment, javaOptions, fastStart);
    }

    /** The same on other ports. */
    public ShopOptions withPortOffset(int other) {
        return new ShopOptions(root, home, other, replicas, environment, javaOptions, fastStart);
    }

    /** The same with this many of each kind. */
    public ShopOptions withReplicas(Map<ProcessKind, Integer> other) {
        return new ShopOptions(root, home, portOffset, other, environment, javaOptions, fastStart);
    }

    /** The same with these variables for every Java process. */
    public ShopOptions withEnvironment(Map<String, String> other) {
        return new ShopOptions(root, home, portOffset, replicas, other, javaOptions, fastStart);
    }

    /** The same, in which faults can be switched on. */
    public ShopOptions withFaults() {
        Map<ProcessKind, Integer> all = new EnumMap<>(replicas);
        all.put(ProcessKind.WIRES, 1);
        return withReplicas(all);
    }

    /** Whether faults can be switched on. */
    public boolean hasFaults() {
        return replicas.containsKey(ProcessKind.WIRES);
    }

    /** Every process of this shop, those first that others need. */
    public List<ShopProcess> processes() {
        List<ShopProcess> processes = new ArrayList<>();
        replicas.forEach((kind, count) -> {
            for (int instance = 1; instance <= count; instance++) {
                processes.add(new ShopProcess(kind, instance));
            }
        });
        return List.copyOf(processes);
    }

    /** The port it serves on. */
    public int port(ShopProcess process) {
        return shifted(process.kind().port(), process);
    }

    /** The port of its health and metrics; only Java processes have one. */
    public int managementPort(ShopProcess process) {
        return shifted(process.kind().managementPort(), process);
    }

    /** All its ports, the one it serves on first. */
    public List<Integer> ports(ShopProcess process) {
        return process.kind().isJava()
                ? List.of(port(process), managementPort(process))
                : List.of(port(process));
    }

    private int shifted(int port, ShopProcess process) {
        return port + portOffset + 100 * (process.instance() - 1);
    }

    private static Map<ProcessKind, Integer> withOneOfEach(Map<ProcessKind, Integer> some) {
        Map<ProcessKind, Integer> all = new EnumMap<>(ProcessKind.class);
        Arrays.stream(ProcessKind.values()).forEach(kind -> all.put(kind, 1));
        all.remove(ProcessKind.WIRES);
        all.putAll(some);
        return all;
    }

    private static int offset(String number) {
        try {
            return Integer.parseInt(number.strip());
        } catch (NumberFormatException e) {
            throw new ShopFailure("SHOP_PORT_OFFSET is a number from 0 to 45535.", e);
        }
    }
}
