package shop.testing.odd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * An answer as it came.
 *
 * @param head its status line and header lines
 * @param body what followed, up to the end of the connection
 */
public record RawAnswer(String head, String body) {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");

    private static final Pattern CHUNK = Pattern.compile("([0-9a-fA-F]{1,7})\\r\\n");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * Sends bytes on a connection of their own, all of them however early the answer comes, and
     * takes what comes until it ends.
     */
    public static RawAnswer to(int port, byte[] request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.setTcpNoDelay(true);
            write(socket, request);
            return RawAnswer.of(read(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Who is refused early need not be read to the end; the answer tells.
    private static void write(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // The answer is looked for all the same.
        }
    }

    private static byte[] read(InputStream answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int n; (n = answer.read(buffer)) >= 0; ) {
                bytes.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // What came before the connection broke is the answer.
        }
        return bytes.toByteArray();
    }

    /** Of all that came until the connection ended; 1xx answers before it are left out. */
    static RawAnswer of(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        while (text.startsWith("HTTP/1.1 1")) {
            text = text.substring(text.indexOf("\r\n\r\n") + 4);
        }
        int end = text.indexOf("\r\n\r\n");
        return end < 0
                ? new RawAnswer(text, "")
                : new RawAnswer(text.substring(0, end), text.substring(end + 4));
    }

    /** The status; 0 if there was no answer. */
    public int status() {
        Matcher first = STATUS.matcher(head.lines().findFirst().orElse(""));
        return first.matches() ? Integer.parseInt(first.group(1)) : 0;
    }

    /** The first header of that name; empty if there is none. */
    public String header(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .findFirst()
                .map(line -> line.substring(prefix.length()).strip())
                .orElse("");
    }

    /** The problem's type; empty if the answer is no problem. */
    public String type() {
        return json().path("type").asString("");
    }

    /** What is wrong with it as an answer to anything, or nothing. */
    @Nullable String complaint(boolean hasBody) {
        if (status() == 0) {
            return "is no answer";
        }
        if (status() < 400 || !hasBody || isOAuthError()) {
            return null;
        }
        if (!header("Content-Type").startsWith("application/problem+json")) {
            return "is an error and no problem";
        }
        return isWhole(json()) ? null : "is a problem without all its members";
    }

    /** RFC 6749, 5.2: what the token endpoint says, in the place of a problem. */
    private boolean isOAuthError() {
        return header("Content-Type").startsWith("application/json")
                && json().path("error").asString("").matches("[a-z_]+");
    }

    private boolean isWhole(JsonNode problem) {
        return Stream.of("title", "detail")
                        .allMatch(name -> !problem.path(name).asString("").isBlank())
                && type().startsWith("/problems/")
                && problem.path("instance").asString("").startsWith("/")
                && problem.path("status").asInt(0) == status()
                && problem.path("traceId").asString("").matches("[0-9a-f]{32}");
    }

    /** The body, if it is JSON. */
    public JsonNode json() {
        try {
            return JsonMapper.shared().readTree(body.startsWith("{") ? body : unchunked());
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private String unchunked() {
        StringBuilder whole = new StringBuilder();
        Matcher chunk = CHUNK.matcher(body);
        int at = 0;
        while (chunk.find(at) && chunk.start() == at) {
            int end =
                    Math.min(body.length(), chunk.end() + HexFormat.fromHexDigits(chunk.group(1)));
            whole.append(body, chunk.end(), end);
            at = Math.min(body.length(), end + 2);
        }
        return whole.toString();
    }

    @Override
    public String toString() {
        return "<<< " + head + "\n\n" + body.substring(0, Math.min(body.length(), 2000));
    }
}
