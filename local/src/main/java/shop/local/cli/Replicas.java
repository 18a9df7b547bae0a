package shop.local.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import shop.local.topology.ProcessKind;
import shop.local.topology.ShopFailure;

/** How many of what {@code ./shop up} shall start. */
final class Replicas {

    private Replicas() {}

    /**
     * Understands {@code --replicas NAME=NUMBER} and {@code --chaos}, which is one of the wires.
     *
     * @throws ShopFailure if the words make no sense
     */
    static Map<ProcessKind, Integer> parse(List<String> words) {
        Map<ProcessKind, Integer> replicas = new EnumMap<>(ProcessKind.class);
        List<String> left = new ArrayList<>(words);
        while (!left.isEmpty()) {
            String word = left.removeFirst();
            if (word.equals("--chaos")) {
                replicas.put(ProcessKind.WIRES, 1);
                continue;
            }
            if (word.startsWith("--replicas=")) {
                left.addFirst(word.substring("--replicas=".length()));
            } else if (!word.equals("--replicas") || left.isEmpty()) {
                throw Command.usage("up [--chaos] [--replicas order-service=2]");
            }
            for (String pair : left.removeFirst().split(",")) {
                add(pair, replicas);
            }
        }
        return replicas;
    }

    private static void add(String pair, Map<ProcessKind, Integer> replicas) {
        String[] sides = pair.split("=", 2);
        if (sides.length != 2 || !sides[1].matches("[1-9]")) {
            throw new ShopFailure(
                    "--replicas takes NAME=NUMBER, as in order-service=2, and not " + pair + ".");
        }
        ProcessKind kind =
                ProcessKind.labelled(sides[0])
                        .orElseThrow(
                                () -> new ShopFailure("There is no service " + sides[0] + "."));
        replicas.put(kind, Integer.valueOf(sides[1]));
    }
}
