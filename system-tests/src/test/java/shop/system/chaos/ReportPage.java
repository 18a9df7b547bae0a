package shop.system.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.stream.Collectors;

/** The report as one page that needs nothing else. */
final class ReportPage {

    private static final List<String> TILES =
            List.of(
                    "checkouts",
                    "cancellations",
                    "faults",
                    StaleOwner.FENCED,
                    "takeovers",
                    "compensated sagas");
    private static final int VIOLATIONS_SHOWN = 100;

    private final Report report;

    ReportPage(Report report) {
        this.report = report;
    }

    String html() throws IOException {
        int violations = report.violations().size();
        String summary =
                String.format(
                        Locale.ROOT,
                        "Seed %d. All that was begun had ended at most %.1f s after everything was"
                                + " healed.",
                        report.settings().seed(),
                        report.longestHealing());
        return template()
                .replace(
                        "{{verdict}}",
                        violations == 0 ? "0 violations" : violations + " violations")
                .replace("{{tone}}", violations == 0 ? "good" : "bad")
                .replace("{{summary}}", summary)
                .replace("{{tiles}}", tiles())
                .replace("{{timeline}}", new TimeLine(report).svg())
                .replace("{{faults}}", rows(report.faultsByKind()))
                .replace("{{figures}}", rows(report.figures()))
                .replace("{{violations}}", violations());
    }

    private static String template() throws IOException {
        try (InputStream page = ReportPage.class.getResourceAsStream("report.html")) {
            return new String(Objects.requireNonNull(page).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String tiles() {
        return TILES.stream()
                .map(name ->
                        "<div class=\"tile\"><b>%s</b><span>%s</span></div>"
                                .formatted(report.figures().getOrDefault(name, 0L), name))
                .collect(Collectors.joining());
    }

    private static String rows(Map<String, Long> numbers) {
        return numbers.entrySet().stream().map(ReportPage::row).collect(Collectors.joining());
    }

    private static String row(Entry<String, Long> number) {
        return "<tr><td>%s</td><td>%s</td></tr>"
                .formatted(escaped(number.getKey()), number.getValue());
    }

    private String violations() {
        if (report.violations().isEmpty()) {
            return "";
        }
        return report.violations().stream()
                .limit(VIOLATIONS_SHOWN)
                .map(violation -> "<li>" + escaped(violation) + "</li>")
                .collect(Collectors.joining("", "<h2>Violations</h2><ul>", "</ul>"));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
