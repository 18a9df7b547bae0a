package shop.credentials;

/**
 * What {@code WWW-Authenticate} says to who is not let in (RFC 6750). It names nothing of the
 * inside: no address, and no reason that would help to guess.
 */
public final class Challenge {

    /** To a request without a token. */
    public static final String NO_TOKEN = "Bearer realm=\"shop\"";

    /** To one whose token is not good. */
    public static final String INVALID_TOKEN = NO_TOKEN + ", error=\"invalid_token\"";

    /** To one whose token is good, but not for this. */
    public static final String INSUFFICIENT_SCOPE = NO_TOKEN + ", error=\"insufficient_scope\"";

    private Challenge() {}

    /** The same, with the scope that would do. */
    public static String insufficientScope(String wanted) {
        return INSUFFICIENT_SCOPE + ", scope=\"" + wanted + "\"";
    }
}
