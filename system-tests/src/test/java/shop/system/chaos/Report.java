package shop.system.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import shop.system.chaos.Chaos.Happened;
import shop.system.chaos.Chaos.Healed;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run was like: for people a page, for programs JSON, and for a log one line.
 *
 * @param history until the doors were closed; after that everybody only asks once more
 */
record Report(
        Settings settings,
        Map<String, Long> figures,
        List<Invocation> history,
        List<Happened> faults,
        List<Healed> healings,
        List<String> violations) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Writes {@code report.html} and {@code report.json}. */
    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("report.json"), JSON.writeValueAsString(json()));
        Files.writeString(directory.resolve("report.html"), new ReportPage(this).html());
    }

    private Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("settings", settings);
        json.put("figures", figures);
        json.put("faultsByKind", faultsByKind());
        json.put("longestToEndAfterHealing", longestHealing());
        json.put("violations", violations);
        json.put("faults", faults);
        json.put("healings", healings);
        json.put("answersBySecond", answersBySecond());
        return json;
    }

    /** How many faults there were of each kind. */
    Map<String, Long> faultsByKind() {
        return faults.stream()
                .collect(
                        Collectors.groupingBy(
                                fault -> fault.kind().label(),
                                TreeMap::new,
                                Collectors.counting()));
    }

    /** The longest time from a healing until all had ended, in seconds. */
    double longestHealing() {
        return healings.stream().mapToDouble(Healed::seconds).max().orElse(0);
    }

    /** What one second of the run brought. */
    record Second(int second, int decided, int refused, int waiting, int unknown) {}

    /** Every second of the run. */
    List<Second> answersBySecond() {
        int seconds = (int) history.stream().mapToDouble(Invocation::end).max().orElse(0) + 1;
        int[][] counts = new int[seconds][4];
        history.forEach(told -> counts[(int) told.end()][column(told)]++);
        List<Second> all = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            all.add(new Second(i, counts[i][0], counts[i][1], counts[i][2], counts[i][3]));
        }
        return all;
    }

    private static int column(Invocation told) {
        if (told.isUnknown()) {
            return 3;
        }
        return told.isFinal() ? (told.status() == 201 ? 0 : 1) : 2;
    }

    /** The violations, the shortest first. */
    List<String> shownViolations() {
        return violations.stream().sorted(Comparator.comparingInt(String::length)).toList();
    }

    /** All figures in one line. */
    String line() {
        return figures
                + " faults by kind "
                + faultsByKind()
                + String.format(
                        Locale.ROOT,
                        " longest time to the end after healing %.1f s",
                        longestHealing());
    }
}
