package shop.local.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;

/** One connection to the local Redis that shows answers the way {@code redis-cli} does. */
public final class RedisConnection implements AutoCloseable {

    private final Socket socket = new Socket();
    private final InputStream in;

    /**
     * @param limit how long connecting and each answer may take
     * @throws IOException if there is no answer
     */
    public RedisConnection(int port, Duration limit) throws IOException {
        int millis = Math.toIntExact(limit.toMillis());
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis);
            socket.setSoTimeout(millis);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends one command and returns its answer, an error included. */
    public String ask(List<String> command) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(bytes("*" + command.size() + "\r\n"));
        for (String word : command) {
            byte[] value = bytes(word);
            request.writeBytes(bytes("$" + value.length + "\r\n"));
            request.writeBytes(value);
            request.writeBytes(bytes("\r\n"));
        }
        socket.getOutputStream().write(request.toByteArray());
        return answer();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String answer() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case '-' -> "(error) " + rest;
            case ':' -> "(integer) " + rest;
            case '$' -> text(Integer.parseInt(rest));
            case '*' -> list(Integer.parseInt(rest));
            default -> throw new IOException("Redis said " + line);
        };
    }

    private String text(int length) throws IOException {
        if (length < 0) {
            return "(nil)";
        }
        String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        in.skipNBytes(2);
        return text;
    }

    private String list(int length) throws IOException {
        if (length < 1) {
            return "(empty)";
        }
        StringJoiner lines = new StringJoiner("\n");
        for (int i = 1; i <= length; i++) {
            lines.add(i + ") " + answer());
        }
        return lines.toString();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("Redis closed the connection");
            }
            line.write(next);
        }
        in.skipNBytes(1);
        if (line.size() == 0) {
            throw new IOException("Redis sent an empty line");
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
