package shop.testing.odd;

import static shop.testing.odd.OddRequests.among;
import static shop.testing.odd.OddRequests.oneOf;

import java.util.List;
import java.util.random.RandomGenerator;

/** Oddities of where a message begins and ends. */
final class OddFraming {

    static final List<OddRequests.Kind> KINDS =
            List.of(
                    OddFraming::length,
                    OddFraming::encoding,
                    OddFraming::both,
                    OddFraming::badChunks,
                    OddFraming::oddChunks,
                    OddFraming::version,
                    OddFraming::otherProtocol,
                    OddFraming::expectation,
                    OddFraming::bodyWhereNoneBelongs);

    private OddFraming() {}

    private static OddRequest length(RandomGenerator random, Door door) {
        String length =
                among(
                        random,
                        "-1  +5  a  5 5  5, 5  5,6  0x10  99999999999999999999  1e3  " + "  5.0");
        return RawRequest.postHead(door)
                .with("Content-Type", "application/json")
                .with("Content-Length", length)
                .rest(door.good())
                .expecting("a length that is none", Expected.refused(400, 413));
    }

    private static OddRequest encoding(RandomGenerator random, Door door) {
        String encoding =
                among(
                        random,
                        "gzip  identity  chunked, gzip  gzip, chunked  chunked, chunked"
                                + "  é    x");
        return RawRequest.postHead(door)
                .with("Content-Type", "application/json")
                .with("Transfer-Encoding", encoding)
                .rest(chunks(door.good()))
                .expecting("a transfer encoding that is not undone", Expected.invalid());
    }

    private static OddRequest both(RandomGenerator random, Door door) {
        return RawRequest.post(door, door.bad())
                .without("Content-Length")
                .with("Content-Length", String.valueOf(random.nextInt(100)))
                .chunked(chunks(door.bad()))
                .expecting(
                        "both a length and chunks",
                        door.understandsBodies() ? Expected.refused() : Expected.anything());
    }

    private static OddRequest badChunks(RandomGenerator random, Door door) {
        String chunks =
                oneOf(
                        random,
                        "zz\r\n",
                        "-1\r\n",
                        "\r\n",
                        "5\r\nab\r\n0\r\n\r\n",
                        "ffffffffffffffff\r\nx",
                        "5;\u0000\r\n",
                        "80000000\r\nx",
                        "{\"lines\":[]}\r\n\r\n",
                        "3\r\nabcdef\r\n0\r\n\r\n",
                        " 5 x\r\nabcde\r\n");
        return RawRequest.postHead(door)
                .with("Content-Type", "application/json")
                .chunked(chunks)
                .expecting("chunks that are none", Expected.refused(400, 413));
    }

    private static OddRequest oddChunks(RandomGenerator random, Door door) {
        String size = Integer.toHexString(door.bad().length());
        String chunk =
                oneOf(random, size + ";a=b", "000000" + size, size + "; x=\"y\"")
                        + "\r\n"
                        + door.bad()
                        + "\r\n";
        String trailer =
                oneOf(
                        random,
                        "",
                        "X-Odd: 1\r\n",
                        "Idempotency-Key: k\r\n",
                        "Content-Length: 5\r\n");
        return RawRequest.postHead(door)
                .with("Content-Type", "application/json")
                .chunked(chunk + "0\r\n" + trailer + "\r\n")
                .expecting(
                        "odd chunks",
                        door.understandsBodies() ? Expected.refused() : Expected.anything());
    }

    private static String chunks(String body) {
        return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    }

    private static OddRequest version(RandomGenerator random, Door door) {
        String version =
                among(
                        random,
                        "HTTP/2.0  HTTP/9.9  HTTP/1.2  HTTP/0.9  FOO/1.1"
                                + "  HTTP/1  HTTP/1.1.1  HTTP");
        return RawRequest.get(door, door.get())
                .startLine(("GET " + door.get() + " " + version).strip())
                .expecting("a version that is none", Expected.invalid());
    }

    private static OddRequest otherProtocol(RandomGenerator random, Door door) {
        String start =
                oneOf(
                        random,
                        "PRI * HTTP/2.0",
                        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
                        "EHLO shop 1",
                        "SSH-2.0-OpenSSH_9.9",
                        "*1",
                        "\u0000".repeat(20),
                        "GET",
                        "<xml/>",
                        "{\"a\": 1}",
                        "\u00ff\u00fe\u00fd");
        return RawRequest.get(door, door.get())
                .startLine(start)
                .expecting("another protocol", Expected.refused(400, 405));
    }

    private static OddRequest expectation(RandomGenerator random, Door door) {
        return RawRequest.post(door, door.bad())
                .with("Expect", among(random, "100-continue  100-Continue  200-ok    é"))
                .expecting("an expectation", Expected.anything());
    }

    private static OddRequest bodyWhereNoneBelongs(RandomGenerator random, Door door) {
        return RawRequest.to(
                        oneOf(random, "GET", "HEAD", "DELETE"),
                        oneOf(random, door.get(), "/nothing"))
                .with(
                        "Content-Type",
                        oneOf(random, "application/json", "text/plain", "multipart/form-data"))
                .body("x".repeat(random.nextInt(1, 1000)))
                .expecting("a body where none belongs", Expected.anything());
    }
}
