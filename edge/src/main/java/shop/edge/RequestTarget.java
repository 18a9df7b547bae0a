package shop.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Path and query of a request. */
public final class RequestTarget {

    /** How many times as long a target may become when it is escaped. */
    static final int GROWTH = 3;

    private static final Pattern ABSOLUTE =
            Pattern.compile("(?i:https?)://" + HostPattern.HOST_AND_PORT + "(?=[/?]|$)");
    private static final String UNRESERVED_AND_SUB_DELIMITERS = "-._~!$&'()*+,;=:@";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private RequestTarget() {}

    static @Nullable Flaw flawOf(String method, String target, int longest) {
        if (target.length() > longest) {
            return new Flaw(ProblemType.URI_TOO_LONG, ProblemType.URI_TOO_LONG.meaning());
        }
        if (method.equals("CONNECT") || target.equals("*")) {
            return new Flaw(
                    ProblemType.METHOD_NOT_ALLOWED,
                    "This is no proxy, and answers for paths only.");
        }
        if (!originForm(target).startsWith("/")) {
            return Flaw.invalid("The target is neither a path nor an address.");
        }
        return isText(target)
                ? null
                : new Flaw(
                        ProblemType.INVALID_REQUEST,
                        "The address is not well-formed: in it are bytes that are no UTF-8, control"
                                + " characters, or escapes that are none.",
                        pointerIn(target));
    }

    private static boolean isText(String target) {
        ByteBuffer bytes = unescaped(target);
        return bytes != null && Bytes.areText(bytes);
    }

    /** Where the first parameter is that is no text; null if the path or a name is none. */
    private static @Nullable String pointerIn(String target) {
        int query = target.indexOf('?');
        if (query < 0 || !isText(target.substring(0, query))) {
            return null;
        }
        String[] parameters = target.substring(query + 1).split("&", -1);
        return Arrays.stream(parameters)
                .filter(parameter -> !isText(parameter))
                .findFirst()
                .map(parameter -> unescaped(parameter.split("=", 2)[0]))
                .filter(Bytes::areText)
                .map(name -> UTF_8.decode(name.rewind()).toString())
                .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
                .orElse(null);
    }

    /**
     * The same path and query with everything escaped that has to be, and without the host that
     * stands before them when a proxy asks.
     *
     * <p>A second {@code =} of one parameter is escaped too: what it means is left to those who
     * read it, but Spring's URI builder takes an address that has one for an address in which
     * nothing is escaped yet, and escapes all of it again.
     *
     * @param target one in which the rules find no flaw; of any other, something that can be shown
     */
    public static String escaped(String target) {
        String origin = originForm(target);
        StringBuilder escaped = new StringBuilder(origin.length());
        boolean inQuery = false;
        boolean inValue = false;
        for (int i = 0; i < origin.length(); i++) {
            char c = origin.charAt(i);
            boolean stays = isLegal(c) || isEscape(origin, i);
            if (inQuery) {
                stays = (stays && !(inValue && c == '=')) || c == '?';
                inValue = c == '=' || (inValue && c != '&');
            } else if (c == '?') {
                inQuery = true;
                stays = true;
            }
            if (stays) {
                escaped.append(c);
            } else {
                escaped.append('%').append(HEX.toHexDigits((byte) c));
            }
        }
        return escaped.toString();
    }

    /** The path alone, escaped likewise; {@code /} of a target that has none. */
    public static String pathOf(String target) {
        String escaped = escaped(target);
        int query = escaped.indexOf('?');
        String path = query < 0 ? escaped : escaped.substring(0, query);
        boolean shown = path.startsWith("/") && path.length() <= Limits.BEHIND_GATEWAY.target();
        return shown ? path.replaceFirst("^/+", "/") : "/";
    }

    private static String originForm(String target) {
        Matcher host = ABSOLUTE.matcher(target);
        if (!host.lookingAt()) {
            return target;
        }
        String rest = target.substring(host.end());
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    /** The bytes that the target stands for; null if they cannot be told. */
    private static @Nullable ByteBuffer unescaped(String target) {
        ByteBuffer bytes = ByteBuffer.allocate(target.length());
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c == '#') {
                return null;
            }
            if (c != '%') {
                bytes.put((byte) c);
            } else if (isEscape(target, i)) {
                bytes.put((byte) HexFormat.fromHexDigits(target, i + 1, i + 3));
                i += 2;
            } else {
                return null;
            }
        }
        return bytes.flip();
    }

    private static boolean isEscape(String target, int at) {
        return target.charAt(at) == '%'
                && at + 2 < target.length()
                && HexFormat.isHexDigit(target.charAt(at + 1))
                && HexFormat.isHexDigit(target.charAt(at + 2));
    }

    private static boolean isLegal(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '/'
                || UNRESERVED_AND_SUB_DELIMITERS.indexOf(c) >= 0;
    }
}
