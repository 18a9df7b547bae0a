package shop.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What happened in one world, line by line, for people; or nothing at all, for speed. */
final class Trace {

    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
    private static final int LAST = 80;

    private final boolean kept;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();

    Trace(boolean kept) {
        this.kept = kept;
    }

    void add(long now, String who, Supplier<String> what) {
        if (kept) {
            String line =
                    String.format(Locale.ROOT, "%10.3f ms  %-8s  %s", now / 1e6, who, what.get());
            String named = UUID.matcher(line).replaceAll(id -> name(id.group()));
            lines.add(TIME.matcher(named).replaceAll("now"));
        }
    }

    /** Ids and the time of day are new in every run; their order is not. */
    private String name(String id) {
        return names.computeIfAbsent(id, _ -> "#" + (names.size() + 1));
    }

    List<String> lines() {
        return lines;
    }

    /** How it ended. */
    String end() {
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST), lines.size()));
    }
}
