package shop.testing.odd;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What may be answered: whatever it is, an error is a problem, and never the server's own.
 *
 * @param statuses one of these; empty if any will do
 * @param slug the type of the problem; null if any will do
 * @param changesNothing whether the request must not be carried out
 */
record Expected(Set<Integer> statuses, @Nullable String slug, boolean changesNothing) {

    static Expected anything() {
        return new Expected(Set.of(), null, false);
    }

    static Expected ok() {
        return new Expected(Set.of(200), null, false);
    }

    /** Refused, for any reason. */
    static Expected refused() {
        return new Expected(Set.of(), null, true);
    }

    static Expected refused(Integer... statuses) {
        return new Expected(new TreeSet<>(Set.of(statuses)), null, true);
    }

    static Expected invalid() {
        return problem(400, "invalid-request");
    }

    static Expected problem(int status, String slug) {
        return new Expected(Set.of(status), slug, true);
    }

    /** What is wrong with the answer's status and type, or nothing. */
    @Nullable String complaintAbout(RawAnswer answer) {
        int status = answer.status();
        if (status >= 500) {
            return "is the server's own failure";
        }
        if (!statuses.isEmpty() && !statuses.contains(status)) {
            return "is not expected";
        }
        if (changesNothing && status < 400) {
            return "takes what must be refused";
        }
        boolean otherType = slug != null && !("/problems/" + slug).equals(answer.type());
        return otherType ? "is a problem of another type" : null;
    }
}
