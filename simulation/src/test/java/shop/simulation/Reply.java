package shop.simulation;

import java.util.List;
import java.util.UUID;

/**
 * What a participant answers.
 *
 * @param status HTTP's
 * @param results what became of what; empty in a problem
 * @param problem its JSON; empty in a success
 */
public record Reply(int status, List<Result> results, String problem) {

    /** What became of one reservation or payment. */
    public record Result(UUID id, String status) {}

    /** A success. */
    public static Reply of(List<Result> results) {
        return new Reply(200, results, "");
    }

    /** A failure that says nothing. */
    public static Reply broken() {
        return new Reply(500, List.of(), "");
    }
}
