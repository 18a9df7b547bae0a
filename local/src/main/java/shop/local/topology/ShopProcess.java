package shop.local.topology;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;

/**
 * One process of the shop.
 *
 * @param instance 1 for the first of its kind, up to {@value #MOST_INSTANCES}
 */
public record ShopProcess(ProcessKind kind, int instance) implements Comparable<ShopProcess> {

    /** Ten would collide: gateway-11 on the gateway's management port. */
    public static final int MOST_INSTANCES = 9;

    private static final Comparator<ShopProcess> ORDER =
            Comparator.comparing(ShopProcess::kind).thenComparingInt(ShopProcess::instance);

    public ShopProcess {
        if (instance < 1 || instance > MOST_INSTANCES) {
            throw new ShopFailure(
                    "There can be 1 to %s of %s, not %s."
                            .formatted(MOST_INSTANCES, kind.label(), instance));
        }
        if (instance > 1 && !kind.isReplicable()) {
            throw new ShopFailure("There is only one " + kind.label() + ".");
        }
    }

    /** The first process of a kind. */
    public static ShopProcess first(ProcessKind kind) {
        return new ShopProcess(kind, 1);
    }

    /**
     * The process with this name.
     *
     * @throws ShopFailure if no process can be called that
     */
    public static ShopProcess named(String name) {
        int dash = name.lastIndexOf('-');
        if (dash > 0 && name.substring(dash + 1).matches("[2-9]")) {
            int instance = Integer.parseInt(name.substring(dash + 1));
            return new ShopProcess(kindNamed(name, name.substring(0, dash)), instance);
        }
        return first(kindNamed(name, name));
    }

    /** {@code order-service} for the first, {@code order-service-2} for the second. */
    public String name() {
        return instance == 1 ? kind.label() : kind.label() + "-" + instance;
    }

    @Override
    public int compareTo(ShopProcess other) {
        return ORDER.compare(this, other);
    }

    private static ProcessKind kindNamed(String whole, String label) {
        return ProcessKind.labelled(label)
                .orElseThrow(() ->
                        new ShopFailure(
                                "There is no process called %s. The names are: %s."
                                        .formatted(whole, names())));
    }

    private static String names() {
        return Arrays.stream(ProcessKind.values())
                .map(ProcessKind::label)
                .collect(Collectors.joining(", "));
    }
}
