package shop.edge;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a request that is not well-formed.
 *
 * @param type how it is answered
 * @param detail what is wrong, for the caller's eyes; holds nothing of the request
 * @param pointer {@code /name} of the query's parameter that is wrong (RFC 6901); null if it is
 *     something else
 */
public record Flaw(ProblemType type, String detail, @Nullable String pointer) {

    /** Of no parameter. */
    public Flaw(ProblemType type, String detail) {
        this(type, detail, null);
    }

    static Flaw invalid(String detail) {
        return new Flaw(ProblemType.INVALID_REQUEST, detail);
    }
}
