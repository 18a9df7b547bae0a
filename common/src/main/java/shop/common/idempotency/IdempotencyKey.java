package shop.common.idempotency;

import org.jspecify.annotations.Nullable;
import shop.common.problem.Problems;
import shop.edge.ProblemType;

/**
 * A key, which belongs to whoever sent it: two callers may use the same one.
 *
 * @param caller the authenticated subject
 * @param value 1 to 255 visible ASCII characters
 */
public record IdempotencyKey(String caller, String value) {

    private static final int LONGEST = 255;

    /**
     * Reads the header, bare or as the quoted string of the IETF draft.
     *
     * @throws org.springframework.web.ErrorResponseException 400 {@code idempotency-key-missing} or
     *     {@code idempotency-key-invalid}
     */
    public static IdempotencyKey of(String caller, @Nullable String header) {
        if (header == null) {
            throw Problems.thrown(
                    ProblemType.IDEMPOTENCY_KEY_MISSING,
                    "This request needs an Idempotency-Key header, so that it can be repeated.");
        }
        String value = unquoted(header.strip());
        if (!value.matches("[!-~]{1," + LONGEST + "}")) {
            throw Problems.thrown(
                    ProblemType.IDEMPOTENCY_KEY_INVALID,
                    "An Idempotency-Key has 1 to 255 visible ASCII characters,"
                            + " bare or in double quotes.");
        }
        return new IdempotencyKey(caller, value);
    }

    private static String unquoted(String header) {
        boolean quoted = header.length() >= 2 && header.startsWith("\"") && header.endsWith("\"");
        return quoted ? header.substring(1, header.length() - 1) : header;
    }
}
