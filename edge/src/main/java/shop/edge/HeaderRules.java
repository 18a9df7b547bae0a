package shop.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks at the headers of one request. */
final class HeaderRules {

    private static final int BESIDE_NAME_AND_VALUE = ": \r\n".length();
    private static final Set<String> AT_MOST_ONCE =
            Set.of(
                    "host",
                    "content-length",
                    "content-type",
                    "transfer-encoding",
                    "authorization",
                    "idempotency-key",
                    "api-version");
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~\\w-]+");
    private static final Pattern CHARSET =
            Pattern.compile("(?i);\\s*charset\\s*=\\s*[\"']?([^\"';\\s]*)");

    private final int largest;
    private final boolean hostNeeded;
    private final Set<String> seen = new HashSet<>();
    private int size;

    /**
     * @param largest bytes: every line with its colon, space and end
     */
    HeaderRules(int largest, boolean hostNeeded) {
        this.largest = largest;
        this.hostNeeded = hostNeeded;
    }

    @Nullable Flaw flawOf(Iterable<Map.Entry<String, String>> headers) {
        for (Map.Entry<String, String> header : headers) {
            Flaw flaw = flawOf(header.getKey(), header.getValue());
            if (flaw != null) {
                return flaw;
            }
        }
        return hostNeeded && !seen.contains("host") ? Flaw.invalid("There is no Host.") : null;
    }

    private @Nullable Flaw flawOf(String name, String value) {
        size += name.length() + value.length() + BESIDE_NAME_AND_VALUE;
        if (size > largest) {
            return new Flaw(ProblemType.HEADERS_TOO_LARGE, ProblemType.HEADERS_TOO_LARGE.meaning());
        }
        if (!NAME.matcher(name).matches()) {
            return Flaw.invalid("A header's name has a character that is not allowed.");
        }
        String known = name.toLowerCase(Locale.ROOT);
        ProblemType type = typeOf(known);
        if (type != ProblemType.INVALID_REQUEST && !Bytes.areAscii(value)) {
            return new Flaw(type, type.meaning());
        }
        if (!isText(value)) {
            return new Flaw(
                    type,
                    "The header " + name + " has control characters, or bytes that are not UTF-8.");
        }
        if (AT_MOST_ONCE.contains(known) && !seen.add(known)) {
            return new Flaw(type, "The header " + name + " comes more than once.");
        }
        return meaningFlaw(known, value);
    }

    private static ProblemType typeOf(String name) {
        return switch (name) {
            case "idempotency-key" -> ProblemType.IDEMPOTENCY_KEY_INVALID;
            case "api-version" -> ProblemType.UNSUPPORTED_VERSION;
            default -> ProblemType.INVALID_REQUEST;
        };
    }

    private static boolean isText(String value) {
        boolean plain = true;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
                return false;
            }
            plain &= c < 0x80;
        }
        return plain
                || Bytes.areText(ByteBuffer.wrap(value.replace('\t', ' ').getBytes(ISO_8859_1)));
    }

    private static @Nullable Flaw meaningFlaw(String name, String value) {
        return switch (name) {
            case "host" ->
                    HostPattern.matches(value)
                            ? null
                            : Flaw.invalid("The Host header is not a host.");
            case "transfer-encoding" ->
                    value.equalsIgnoreCase("chunked")
                            ? null
                            : Flaw.invalid("The only Transfer-Encoding here is chunked.");
            case "content-encoding" ->
                    value.isBlank() || value.equalsIgnoreCase("identity")
                            ? null
                            : new Flaw(
                                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                                    "A body that is encoded is not decoded here.");
            case "content-type" -> contentTypeFlaw(value);
            default -> null;
        };
    }

    private static @Nullable Flaw contentTypeFlaw(String value) {
        if (!isCharsetKnown(value)) {
            return Flaw.invalid("The charset is unknown.");
        }
        return value.split(";", 2)[0].contains("*")
                ? new Flaw(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "The Content-Type names no single type.")
                : null;
    }

    private static boolean isCharsetKnown(String contentType) {
        Matcher charset = CHARSET.matcher(contentType);
        try {
            return !charset.find() || Charset.isSupported(charset.group(1));
        } catch (IllegalCharsetNameException e) {
            return false;
        }
    }
}
