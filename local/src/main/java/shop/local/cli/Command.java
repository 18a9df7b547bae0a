package shop.local.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import shop.local.fault.Fault;
import shop.local.topology.ProcessKind;
import shop.local.topology.ShopFailure;

/** What {@code ./shop} is asked to do. */
sealed interface Command {

    // Help and logs are the script's own: they need no JVM.

    record Up(Map<ProcessKind, Integer> replicas) implements Command {}

    record Down() implements Command {}

    record Status(boolean json) implements Command {}

    record Order() implements Command {}

    record Books() implements Command {}

    /** Shows what a service tells at its management port. */
    record Actuator(String name, String path) implements Command {}

    record SetFault(String name, Fault fault) implements Command {}

    record ClearFaults() implements Command {}

    record Kill(String name) implements Command {}

    record Start(String name) implements Command {}

    record Restart(String name) implements Command {}

    record Reset() implements Command {}

    /** Without a statement: asks for them. */
    record Psql(String database, Optional<String> statement) implements Command {}

    /** Without words: asks for them. */
    record RedisCli(List<String> words) implements Command {}

    /** Not for people: what {@code up} runs in the background. */
    record PrepareFastStart() implements Command {}

    /**
     * Understands a command line.
     *
     * @throws ShopFailure if it makes no sense
     */
    static Command parse(List<String> line) {
        if (line.isEmpty()) {
            throw new ShopFailure("What shall it do? ./shop help tells what it can.");
        }
        List<String> rest = line.subList(1, line.size());
        return switch (line.getFirst()) {
            case "up" -> new Up(Replicas.parse(rest));
            case "down" -> alone(new Down(), line);
            case "status" -> new Status(flag(rest, "--json", "status [--json]"));
            case "order" -> alone(new Order(), line);
            case "books" -> alone(new Books(), line);
            case "actuator" -> actuator(rest);
            case "fault" -> fault(rest);
            case "kill" -> new Kill(only(rest, "kill NAME"));
            case "start" -> new Start(only(rest, "start NAME"));
            case "restart" -> new Restart(only(rest, "restart NAME"));
            case "reset" -> alone(new Reset(), line);
            case "psql" -> psql(rest);
            case "redis-cli" -> new RedisCli(List.copyOf(rest));
            case "prepare-fast-start" -> new PrepareFastStart();
            case String other ->
                    throw new ShopFailure(
                            "There is no command %s; ./shop help tells what there is."
                                    .formatted(other));
        };
    }

    private static Command actuator(List<String> words) {
        if (words.size() != 2) {
            throw usage("actuator NAME PATH");
        }
        return new Actuator(words.getFirst(), words.getLast());
    }

    private static Command fault(List<String> words) {
        if (words.equals(List.of("clear"))) {
            return new ClearFaults();
        }
        if (words.size() < 2) {
            throw usage("fault NAME FAULT, or fault clear");
        }
        return new SetFault(words.getFirst(), Fault.parse(words.subList(1, words.size())));
    }

    private static Command psql(List<String> words) {
        String usage = "psql orders|payments|inventory [SQL]";
        boolean known =
                !words.isEmpty()
                        && List.of("orders", "payments", "inventory").contains(words.getFirst());
        if (!known) {
            throw usage(usage);
        }
        List<String> sql = words.stream().skip(1).filter(word -> !word.equals("-c")).toList();
        return new Psql(
                words.getFirst(),
                sql.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", sql)));
    }

    private static boolean flag(List<String> words, String flag, String usage) {
        if (!words.isEmpty() && !words.equals(List.of(flag))) {
            throw usage(usage);
        }
        return !words.isEmpty();
    }

    private static String only(List<String> words, String usage) {
        if (words.size() != 1) {
            throw usage(usage);
        }
        return words.getFirst();
    }

    private static Command alone(Command command, List<String> line) {
        if (line.size() > 1) {
            throw usage(line.getFirst());
        }
        return command;
    }

    static ShopFailure usage(String usage) {
        return new ShopFailure("Use it like this: ./shop " + usage);
    }
}
