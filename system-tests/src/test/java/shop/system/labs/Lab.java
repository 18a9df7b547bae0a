package shop.system.labs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One part of the page: what to do and what to look at, in this order. */
record Lab(String title, List<Step> steps) {

    sealed interface Step {}

    /** A block of commands, each to be run once. */
    record Do(String commands) implements Step {}

    /** A command to be repeated until it shows these lines, in this order, among others. */
    record Look(String command, List<String> lines) implements Step {

        boolean isSeenIn(String output) {
            List<String> left = new ArrayList<>(lines);
            output.lines()
                    .map(String::strip)
                    .forEach(line -> {
                        if (!left.isEmpty() && matches(left.getFirst(), line)) {
                            left.removeFirst();
                        }
                    });
            return left.isEmpty();
        }

        private static boolean matches(String expected, String line) {
            return Pattern.matches(Pattern.quote(expected).replace("…", "\\E.+\\Q"), line);
        }
    }

    /**
     * The labs of a page in Markdown: a part for each heading of the second level, and before the
     * first.
     *
     * @throws IllegalArgumentException if it wants something done that a reader of the page could
     *     not do with {@code ./shop} alone
     */
    static List<Lab> of(List<String> page) {
        List<Lab> labs = new ArrayList<>();
        labs.add(new Lab("Before", new ArrayList<>()));
        String fence = "";
        List<String> block = new ArrayList<>();
        for (String line : page) {
            if (fence.isEmpty() && line.startsWith("## ")) {
                labs.add(new Lab(line.substring(3), new ArrayList<>()));
            } else if (fence.isEmpty() && line.startsWith("```")) {
                fence = line.substring(3);
            } else if (line.equals("```")) {
                labs.getLast().steps().addAll(steps(fence, block));
                block.clear();
                fence = "";
            } else if (!fence.isEmpty()) {
                block.add(line);
            }
        }
        return labs;
    }

    private static List<Step> steps(String fence, List<String> block) {
        return switch (fence) {
            case "sh" -> {
                block.forEach(Lab::check);
                yield List.of(new Do(String.join("\n", block)));
            }
            case "console" -> looks(block);
            case String _ -> throw new IllegalArgumentException("What is to be done? " + block);
        };
    }

    private static List<Step> looks(List<String> block) {
        List<Step> looks = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line : block) {
            if (line.startsWith("$ ")) {
                check(line.substring(2));
                lines = new ArrayList<>();
                looks.add(new Look(line.substring(2), lines));
            } else {
                lines.add(line.strip());
            }
        }
        if (looks.isEmpty() || looks.stream().anyMatch(it -> ((Look) it).lines().isEmpty())) {
            throw new IllegalArgumentException("What is to be seen? " + block);
        }
        return looks;
    }

    private static void check(String command) {
        if (!command.startsWith("./shop ")) {
            throw new IllegalArgumentException("Only ./shop can be run, and not: " + command);
        }
    }
}
