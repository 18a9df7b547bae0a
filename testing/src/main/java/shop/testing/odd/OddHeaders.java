package shop.testing.odd;

import static shop.testing.odd.OddRequests.among;
import static shop.testing.odd.OddRequests.list;
import static shop.testing.odd.OddRequests.oneOf;

import java.util.List;
import java.util.random.RandomGenerator;

/** Oddities of headers. */
final class OddHeaders {

    static final String[] NO_UTF_8 = list("\u00ff  a\u00c3  \u00c0\u00af  \u00e9  \u0080");
    static final String[] CONTROLS =
            list("\u0000  a\u0001b  \u000b  \u007f  a\rb  \u001b[31m  \b" + "  \u00c2\u0085");
    static final String[] TEXTS =
            list(
                    "\u00c3\u00a9  \u00c3\u0089  \u00c5\u00bd  \u00e8\u008c\u00b6"
                            + "  \u00f0\u009f\u008d\u00b5");

    /** Nonsense of all sorts, two spaces apart; none of it is a good value of any header. */
    private static final String[] NONSENSE =
            """
              ,  ;  =  %zz  "  "a  a;b="  *  */*;q=2  a/b;c  text/  /  {}  -1  99999999999999999999
            bytes=a-  bytes=9999999-  W/"  <x>  a b  a, b;;  Thu, 99 Foo 0000  00-zz-zz-zz
            00-00000000000000000000000000000000-0000000000000000-01  k=%zz;=,  \u00c3\u0089
            localhost:99999  [::1  utf-99  multipart/form-data  '";DROP TABLE--  ${jndi:x}
            """
                    .split(" {2}|\n");

    private static final String[] READ_BY_SOMEBODY =
            """
            Accept Accept-Charset Accept-Encoding Accept-Language Authorization Cookie Prefer
            API-Version Origin Referer User-Agent Range If-Range If-None-Match If-Match
            If-Modified-Since If-Unmodified-Since traceparent tracestate baggage b3 X-B3-TraceId
            X-Forwarded-For X-Forwarded-Host X-Forwarded-Proto X-Forwarded-Port X-Forwarded-Prefix
            Forwarded X-Request-Deadline X-Request-Repeated X-Canary X-HTTP-Method-Override
            Upgrade HTTP2-Settings TE Trailer Keep-Alive Via Date From Max-Forwards Pragma
            Cache-Control Sec-WebSocket-Key Content-Language Content-Disposition Content-Location
            Content-Type Content-MD5 Expect X-Odd DNT Access-Control-Request-Method
            Access-Control-Request-Headers Proxy-Authorization Early-Data
            """
                    .split("\\s+");

    static final List<OddRequests.Kind> KINDS =
            List.of(
                    (random, door) -> malformed(random, door, NO_UTF_8),
                    (random, door) -> malformed(random, door, CONTROLS),
                    OddHeaders::text,
                    OddHeaders::nonsense,
                    OddHeaders::nonsense,
                    OddHeaders::nonsenseOnPages,
                    OddHeaders::badLine,
                    OddHeaders::encodedBody,
                    OddHeaders::unknownCharset);

    private OddHeaders() {}

    private static OddRequest malformed(RandomGenerator random, Door door, String[] values) {
        String name = among(random, "X-Odd  Accept  User-Agent  Cookie  Referer  Prefer");
        String value = oneOf(random, values);
        return RawRequest.get(door, door.get())
                .with(name, "a" + value + "z")
                .expecting("a header that is not well-formed", Expected.invalid());
    }

    private static OddRequest text(RandomGenerator random, Door door) {
        return RawRequest.get(door, door.get())
                .with(
                        oneOf(random, "X-Odd", "User-Agent", "Referer", "Prefer"),
                        oneOf(random, TEXTS))
                .expecting("a header in another script", Expected.ok());
    }

    private static OddRequest nonsense(RandomGenerator random, Door door) {
        RawRequest request =
                random.nextBoolean()
                        ? RawRequest.get(door, door.get())
                        : RawRequest.post(door, door.bad());
        for (int n = random.nextInt(1, 4); n > 0; n--) {
            String name = oneOf(random, READ_BY_SOMEBODY);
            request.without(name).with(name, nonsense(random));
        }
        return request.expecting("nonsense in headers", Expected.anything());
    }

    private static String nonsense(RandomGenerator random) {
        return oneOf(random, NONSENSE).repeat(oneOf(random, List.of(1, 1, 1, 1, 60)));
    }

    private static OddRequest nonsenseOnPages(RandomGenerator random, Door door) {
        String page =
                among(
                        random,
                        "/  /index.html  /shop.css  /problems/not-found  /problems/%FF"
                                + "  /swagger-ui.html  /nothing  /actuator/x  /favicon.ico"
                                + "  /problems/");
        String name = oneOf(random, READ_BY_SOMEBODY);
        return RawRequest.to(oneOf(random, "GET", "HEAD"), page)
                .with(name, nonsense(random))
                .expecting("nonsense where the door's own pages are", Expected.anything());
    }

    private static OddRequest badLine(RandomGenerator random, Door door) {
        String line =
                among(
                        random,
                        "no colon  : no name  a b: c  X-Odd : a  (x): y  a\u0000: b"
                                + "  \u00e9: b  \u0001");
        return RawRequest.get(door, door.get())
                .line(line)
                .expecting("a header line that is none", Expected.invalid());
    }

    private static OddRequest encodedBody(RandomGenerator random, Door door) {
        String encoding = among(random, "gzip  br  deflate  GZIP  gzip, gzip  aes128gcm  x");
        return RawRequest.post(door, door.good())
                .with("Content-Encoding", encoding)
                .expecting(
                        "a body that is encoded", Expected.problem(415, "unsupported-media-type"));
    }

    private static OddRequest unknownCharset(RandomGenerator random, Door door) {
        String charset = among(random, "utf-99  \"nonsense\"  x-y-z  %  ''  \"\"");
        return RawRequest.postHead(door)
                .with("Content-Type", "application/json;charset=" + charset)
                .body(door.good())
                .expecting("a body in an unknown charset", Expected.invalid());
    }
}
