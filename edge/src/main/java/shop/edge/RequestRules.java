package shop.edge;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request is well-formed, by nothing but its bytes.
 *
 * <p>What passes can be decoded: path, query and headers are UTF-8 without control characters,
 * every limit is kept, every header that may be there once is. It says nothing of what the request
 * asks for, nor of its body.
 */
public final class RequestRules {

    private RequestRules() {}

    /** What is wrong with the request; the first thing found, if there are several. */
    public static Optional<Flaw> flawOf(RequestHead request, Limits limits) {
        Flaw flaw = versionFlaw(request.version());
        if (flaw == null) {
            flaw = RequestTarget.flawOf(request.method(), request.target(), limits.target());
        }
        if (flaw == null) {
            boolean hostNeeded = request.version().equals("HTTP/1.1");
            flaw = new HeaderRules(limits.headers(), hostNeeded).flawOf(request.headers());
        }
        return Optional.ofNullable(flaw);
    }

    /**
     * Whether the body is UTF-8, as JSON and forms have to be; whatever it is where its type says
     * that it is in another charset, or no text.
     */
    public static boolean isWellFormed(byte[] body, String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        boolean text = type.contains("json") || type.contains("x-www-form-urlencoded");
        boolean otherCharset = type.contains("charset") && !type.contains("utf-8");
        return !text || otherCharset || Bytes.areUtf8(ByteBuffer.wrap(body));
    }

    private static @Nullable Flaw versionFlaw(String version) {
        return version.equals("HTTP/1.1") || version.equals("HTTP/1.0")
                ? null
                : Flaw.invalid("The version of HTTP is neither 1.0 nor 1.1.");
    }
}
