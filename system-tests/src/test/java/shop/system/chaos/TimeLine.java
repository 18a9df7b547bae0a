package shop.system.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import shop.system.chaos.Chaos.Happened;
import shop.system.chaos.Chaos.Healed;
import shop.system.chaos.Report.Second;

/** The faults over the answers, on one axis of time. */
final class TimeLine {

    private static final int WIDTH = 1100;
    private static final int LEFT = 185;
    private static final int ROW = 18;
    private static final List<FaultKind> KINDS = List.of(FaultKind.values());
    private static final int FAULTS = KINDS.size() * ROW;
    private static final int CHART_TOP = FAULTS + 26;
    private static final int CHART = 150;
    private static final int BOTTOM = CHART_TOP + CHART;
    private static final int BARS = 300;
    private static final int TICKS = 10;
    private static final List<String> COLOURS = List.of("bought", "refused", "waiting", "unknown");

    private final Report report;
    private final List<Second> seconds;
    private final double scale;
    private final StringBuilder svg = new StringBuilder();

    TimeLine(Report report) {
        this.report = report;
        this.seconds = report.answersBySecond();
        this.scale = (double) (WIDTH - LEFT) / seconds.size();
    }

    String svg() {
        add("<svg viewBox=\"0 0 %s %s\" role=\"img\">".formatted(WIDTH, BOTTOM + 20));
        rows();
        axis();
        answers();
        report.healings().forEach(this::healed);
        return svg.append("</svg>").toString();
    }

    private void add(String element) {
        svg.append(element).append('\n');
    }

    private void box(double x, double y, double width, double height, String colour, String title) {
        add(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\""
                                + " fill=\"var(--%s)\"><title>%s</title></rect>",
                        x,
                        y,
                        width,
                        height,
                        colour,
                        title));
    }

    private void text(double x, double y, String anchor, String text) {
        add(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                        x,
                        y,
                        anchor,
                        text));
    }

    private void upright(double x, String look, String title) {
        add(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"0\" y2=\"%2$d\""
                                + " %3$s><title>%4$s</title></line>",
                        x,
                        BOTTOM,
                        look,
                        title));
    }

    private double x(double second) {
        return LEFT + second * scale;
    }

    private static int y(FaultKind kind) {
        return KINDS.indexOf(kind) * ROW;
    }

    private void rows() {
        for (FaultKind kind : KINDS) {
            if (KINDS.indexOf(kind) % 2 == 0) {
                box(0, y(kind), WIDTH, ROW, "band", "");
            }
            text(6, y(kind) + 13, "start", kind.label());
        }
        report.faults().forEach(this::fault);
    }

    private void fault(Happened fault) {
        double length = fault.end() - fault.begin();
        String title =
                String.format(
                        Locale.ROOT,
                        "%s, %.1f s from %.1f s",
                        ReportPage.escaped(fault.target()),
                        length,
                        fault.begin());
        double width = Math.max(2, length * scale);
        box(x(fault.begin()), y(fault.kind()) + 3, width, ROW - 6, "fault", title);
    }

    private void axis() {
        int step = Math.max(10, Math.ceilDiv(seconds.size(), TICKS * 10) * 10);
        for (int second = 0; second < seconds.size(); second += step) {
            upright(x(second), "stroke=\"var(--line)\"", "");
            String label = String.format(Locale.ROOT, "%d:%02d", second / 60, second % 60);
            text(x(second), BOTTOM + 15, "middle", label);
        }
    }

    private void answers() {
        int width = Math.max(1, Math.ceilDiv(seconds.size(), BARS));
        List<int[]> bars = bars(width);
        int most = bars.stream().mapToInt(TimeLine::height).max().orElse(1);
        text(6, CHART_TOP + 12, "start", "requests a second");
        text(LEFT - 6, CHART_TOP + 12, "end", String.valueOf(Math.ceilDiv(most, width)));
        for (int i = 0; i < bars.size(); i++) {
            double y = BOTTOM;
            for (int part = 0; part < COLOURS.size(); part++) {
                double height = (double) CHART * bars.get(i)[part] / most;
                y -= height;
                double wide = Math.max(0.8, width * scale - 0.6);
                box(x(i * width), y, wide, height, COLOURS.get(part), "");
            }
        }
    }

    private List<int[]> bars(int width) {
        List<int[]> bars = new ArrayList<>();
        for (Second second : seconds) {
            if (second.second() % width == 0) {
                bars.add(new int[COLOURS.size()]);
            }
            int[] bar = bars.getLast();
            bar[0] += second.decided();
            bar[1] += second.refused();
            bar[2] += second.waiting();
            bar[3] += second.unknown();
        }
        return bars;
    }

    private static int height(int[] bar) {
        return bar[0] + bar[1] + bar[2] + bar[3];
    }

    private void healed(Healed healed) {
        upright(
                x(healed.at()),
                "stroke=\"var(--good)\" stroke-dasharray=\"4 3\"",
                String.format(Locale.ROOT, "all ended %.1f s later", healed.seconds()));
    }
}
