package shop.local.fault;

import java.time.Duration;
import java.util.List;
import shop.local.topology.ShopFailure;

/** What is wrong with a process on purpose. {@code toString} gives the words that ask for it. */
public sealed interface Fault {

    /** Calls take longer, before they do anything. */
    record Latency(Duration by, Share share) implements Fault {
        @Override
        public String sentence() {
            return share.sentence() + " takes " + text(by) + " longer";
        }

        @Override
        public String toString() {
            return "latency " + text(by) + " " + share;
        }
    }

    /** Calls fail with 500, before they do anything. */
    record Errors(Share share) implements Fault {
        @Override
        public String sentence() {
            return share.sentence() + " fails, and does nothing";
        }

        @Override
        public String toString() {
            return "error " + share;
        }
    }

    /** Calls do their work, and the caller never hears of it: the connection is reset. */
    record DropReplies(Share share) implements Fault {
        @Override
        public String sentence() {
            return share.sentence() + " is done, but its answer is lost";
        }

        @Override
        public String toString() {
            return "drop-replies " + share;
        }
    }

    /** The process stands still, with all its connections open, and then goes on by itself. */
    record Freeze(Duration length) implements Fault {
        @Override
        public String sentence() {
            return "stands still for " + text(length);
        }

        @Override
        public String toString() {
            return "freeze " + text(length);
        }
    }

    /** The longest that a fault may make a caller wait. */
    Duration LONGEST = Duration.ofMinutes(10);

    /** What happens, for people. */
    String sentence();

    /**
     * Understands the words after the name.
     *
     * @throws ShopFailure if they make no sense
     */
    static Fault parse(List<String> words) {
        List<String> rest = words.subList(Math.min(1, words.size()), words.size());
        return switch (words.isEmpty() ? "" : words.getFirst()) {
            case "latency" -> new Latency(duration(rest), share(rest, 1));
            case "error" -> new Errors(share(rest, 0));
            case "drop-replies" -> new DropReplies(share(rest, 0));
            case "freeze" -> new Freeze(duration(checked(rest, 1)));
            case String _ ->
                    throw new ShopFailure(
                            "A fault is latency 2s [30%], error [50%], drop-replies [30%] or freeze 10s.");
        };
    }

    private static Share share(List<String> words, int index) {
        checked(words, index + 1);
        return words.size() > index ? Share.parse(words.get(index)) : Share.ALL;
    }

    private static List<String> checked(List<String> words, int most) {
        if (words.size() > most) {
            throw new ShopFailure(
                    "Nothing can follow there: "
                            + String.join(" ", words.subList(most, words.size())));
        }
        return words;
    }

    private static Duration duration(List<String> words) {
        String word = words.isEmpty() ? "nothing" : words.getFirst();
        if (!word.matches("[1-9]\\d{0,5}(ms|s|m)")) {
            throw new ShopFailure("A time is written like 500ms, 2s or 1m, and not " + word + ".");
        }
        long number = Long.parseLong(word.replaceAll("\\D", ""));
        Duration time =
                word.endsWith("ms")
                        ? Duration.ofMillis(number)
                        : word.endsWith("s")
                                ? Duration.ofSeconds(number)
                                : Duration.ofMinutes(number);
        if (time.compareTo(LONGEST) > 0) {
            throw new ShopFailure("A fault takes 10m at most, and not " + word + ".");
        }
        return time;
    }

    private static String text(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}
