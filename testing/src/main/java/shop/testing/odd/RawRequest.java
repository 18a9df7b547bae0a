package shop.testing.odd;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A request under construction. Every character of its texts is one byte (ISO-8859-1). */
final class RawRequest {

    private static final String END = "\r\n";

    private String start;
    private final List<String> headers = new ArrayList<>();
    private String body = "";

    private RawRequest(String start) {
        this.start = start;
    }

    /** Closes its connection, so that the answer ends with it. */
    static RawRequest to(String method, String target) {
        return new RawRequest(method + " " + target + " HTTP/1.1")
                .with("Host", "shop")
                .with("Connection", "close");
    }

    static RawRequest get(Door door, String target) {
        return to("GET", target).with("Authorization", door.authorization().get());
    }

    /** A good one, but for its body perhaps. */
    static RawRequest post(Door door, String body) {
        return postHead(door).with("Content-Type", "application/json").body(body);
    }

    /** All but content type and body. */
    static RawRequest postHead(Door door) {
        return to("POST", door.post())
                .with("Authorization", door.authorization().get())
                .with("Idempotency-Key", UUID.randomUUID().toString());
    }

    RawRequest with(String name, String value) {
        return line(name + ": " + value);
    }

    RawRequest without(String name) {
        headers.removeIf(line -> line.startsWith(name + ":"));
        return this;
    }

    /** A header line as it is. */
    RawRequest line(String line) {
        headers.add(line);
        return this;
    }

    RawRequest startLine(String line) {
        start = line;
        return this;
    }

    /** With its length. */
    RawRequest body(String bytes) {
        return with("Content-Length", String.valueOf(bytes.length())).rest(bytes);
    }

    RawRequest chunked(String chunks) {
        return with("Transfer-Encoding", "chunked").rest(chunks);
    }

    /** What follows the head. */
    RawRequest rest(String bytes) {
        body = bytes;
        return this;
    }

    /** As the gateway counts: every header line with its end. */
    int headerSize() {
        return headers.stream().mapToInt(line -> line.length() + END.length()).sum();
    }

    OddRequest expecting(String what, Expected expected) {
        String head = start + END + String.join(END, headers) + END + END;
        return new OddRequest(what, head + body, expected);
    }
}
