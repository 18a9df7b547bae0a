package shop.edge;

/**
 * What is wrong with a request that is not well-formed.
 *
 * @param type how it is answered
 * @param detail what is wrong, for the caller's eyes; holds nothing of the request
 */
public record Flaw(ProblemType type, String detail) {

    static Flaw invalid(String detail) {
        return new Flaw(ProblemType.INVALID_REQUEST, detail);
    }
}
