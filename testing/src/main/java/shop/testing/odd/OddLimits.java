package shop.testing.odd;

import static shop.testing.odd.OddRequests.oneOf;

import java.util.List;
import java.util.random.RandomGenerator;

/** Requests below, at and above every limit, and several limits at once. */
final class OddLimits {

    private static final int LARGEST_BODY = 64 * 1024;

    static final List<OddRequests.Kind> KINDS =
            List.of(
                    OddLimits::longTarget,
                    OddLimits::targetTooLong,
                    OddLimits::largeHeaders,
                    OddLimits::headersTooLarge,
                    OddLimits::manyHeaders,
                    OddLimits::longList,
                    OddLimits::allAtOnce,
                    OddLimits::largeBody,
                    OddLimits::bodyTooLarge);

    /** For a shop that gives tokens. */
    static final List<OddRequests.Kind> TOKENS =
            List.of(OddLimits::largeHeadersForAToken, OddLimits::manyHeadersForAToken);

    private OddLimits() {}

    private static OddRequest longTarget(RandomGenerator random, Door door) {
        return RawRequest.get(door, target(door, longestTarget(door) - slack(random)))
                .expecting("a long target", Expected.ok());
    }

    private static OddRequest targetTooLong(RandomGenerator random, Door door) {
        int length =
                longestTarget(door)
                        + 1
                        + oneOf(random, List.of(0, 1, 100, 4000, 5000, 20_000, 200_000));
        Expected expected =
                door.escapes()
                        ? Expected.problem(414, "uri-too-long")
                        : Expected.refused(400, 414, 431);
        return RawRequest.get(door, target(door, length))
                .expecting("a target that is too long", expected);
    }

    private static OddRequest largeHeaders(RandomGenerator random, Door door) {
        return filled(
                        RawRequest.get(door, door.get()),
                        largestHeaders(door) - slack(random),
                        random)
                .expecting("large headers", Expected.ok());
    }

    private static OddRequest headersTooLarge(RandomGenerator random, Door door) {
        int size =
                largestHeaders(door)
                        + 1
                        + oneOf(random, List.of(0, 1, 100, 4000, 10_000, 20_000, 100_000));
        Expected expected =
                door.escapes()
                        ? Expected.problem(431, "headers-too-large")
                        : Expected.refused(400, 431);
        return filled(RawRequest.get(door, door.get()), size, random)
                .expecting("headers that are too large", expected);
    }

    private static OddRequest manyHeaders(RandomGenerator random, Door door) {
        return repeated(RawRequest.get(door, door.get()), random)
                .expecting("many headers", Expected.ok());
    }

    private static OddRequest largeHeadersForAToken(RandomGenerator random, Door door) {
        return filled(token(), largestHeaders(door) - slack(random), random)
                .expecting("large headers for a token", Expected.ok());
    }

    private static OddRequest manyHeadersForAToken(RandomGenerator random, Door door) {
        return repeated(token(), random).expecting("many headers for a token", Expected.ok());
    }

    private static RawRequest repeated(RawRequest request, RandomGenerator random) {
        String line = oneOf(random, "a: ", "X-Odd: 1", "Cookie: a=b", "Prefer: a");
        for (int n = random.nextInt(1, 15_000 / (line.length() + 2)); n > 0; n--) {
            request.line(line);
        }
        return request;
    }

    private static RawRequest token() {
        return OddBodies.token("application/x-www-form-urlencoded")
                .with("Authorization", "Basic " + OddBodies.encoded("alice:alice"))
                .body("grant_type=client_credentials");
    }

    /** Longer than what reads it may like. */
    private static OddRequest longList(RandomGenerator random, Door door) {
        String name = oneOf(random, "Accept", "Accept-Language", "Accept-Charset", "Prefer");
        return RawRequest.get(door, door.get())
                .line((name + ": */*\r\n").repeat(random.nextInt(39, 399)) + name + ": */*")
                .expecting("a long list", Expected.anything());
    }

    private static OddRequest allAtOnce(RandomGenerator random, Door door) {
        String query = door.escapes() ? oneOf(random, "[", "x", "|", "\u00c3\u00a9") : "x";
        String target = door.withQuery("utm=");
        target += query.repeat((longestTarget(door) - target.length()) / query.length());
        return filled(RawRequest.get(door, target), largestHeaders(door) - slack(random), random)
                .expecting("every limit reached at once", Expected.ok());
    }

    private static OddRequest largeBody(RandomGenerator random, Door door) {
        String body = padded(door.bad(), LARGEST_BODY - slack(random));
        RawRequest request = RawRequest.postHead(door).with("Content-Type", "application/json");
        return (random.nextBoolean() ? request.body(body) : request.chunked(chunks(random, body)))
                .expecting(
                        "a large body",
                        door.understandsBodies() ? Expected.invalid() : Expected.ok());
    }

    private static OddRequest bodyTooLarge(RandomGenerator random, Door door) {
        int size = LARGEST_BODY + 1 + oneOf(random, List.of(0, 1, 100, 100_000, 1_000_000));
        String body = padded(door.good(), size);
        RawRequest request = RawRequest.postHead(door).with("Content-Type", "application/json");
        return (random.nextBoolean() ? request.body(body) : request.chunked(chunks(random, body)))
                .expecting("a body that is too large", Expected.problem(413, "payload-too-large"));
    }

    /** Behind a gateway a target arrives escaped, which makes it up to three times as long. */
    private static int longestTarget(Door door) {
        return door.escapes() ? 4 * 1024 : 12 * 1024;
    }

    /** Of which the gateway adds some. */
    private static int largestHeaders(Door door) {
        return door.escapes() ? 16 * 1024 : 20 * 1024;
    }

    private static int slack(RandomGenerator random) {
        return oneOf(random, List.of(0, 1, 2, 50, random.nextInt(2000)));
    }

    private static String target(Door door, int length) {
        String begin = door.withQuery("utm=");
        return begin + "x".repeat(length - begin.length());
    }

    private static RawRequest filled(RawRequest request, int size, RandomGenerator random) {
        int room = size - request.headerSize();
        int first = random.nextInt(20, room - 20);
        return request.with("X-Odd", "x".repeat(first - 9))
                .with("X-Pad", "x".repeat(room - first - 9));
    }

    private static String padded(String body, int size) {
        return " ".repeat(size - body.length()) + body;
    }

    private static String chunks(RandomGenerator random, String body) {
        StringBuilder chunks = new StringBuilder();
        for (int begin = 0, end; begin < body.length(); begin = end) {
            end = Math.min(body.length(), begin + random.nextInt(1000, 30_000));
            chunks.append(Integer.toHexString(end - begin)).append("\r\n");
            chunks.append(body, begin, end).append("\r\n");
        }
        return chunks.append("0\r\n\r\n").toString();
    }
}
