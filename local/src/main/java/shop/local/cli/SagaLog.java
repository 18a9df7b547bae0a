package shop.local.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import shop.local.cli.terminal.TextTable;
import tools.jackson.databind.JsonNode;

/** The log of a saga, as the shop tells it, for people to read. */
record SagaLog(JsonNode saga) {

    /** The state, and a line for each step. */
    String text() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(" ", "step", "kind", "state", "attempts", "ms", ""));
        saga.path("steps").forEach(step -> rows.add(row(step)));
        return "its saga: "
                + saga.path("state").asString()
                + "\n"
                + TextTable.of(rows).stripTrailing();
    }

    private static List<String> row(JsonNode step) {
        return List.of(
                " ",
                text(step, "name"),
                text(step, "kind"),
                text(step, "state"),
                text(step, "attempts"),
                millis(step),
                text(step, "detail"));
    }

    private static String millis(JsonNode step) {
        String from = text(step, "startedAt");
        String to = text(step, "endedAt");
        return from.isEmpty() || to.isEmpty()
                ? ""
                : Long.toString(
                        Duration.between(Instant.parse(from), Instant.parse(to)).toMillis());
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? "" : value.asString();
    }
}
