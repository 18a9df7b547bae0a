package shop.testing.odd;

import static shop.testing.odd.OddRequests.among;
import static shop.testing.odd.OddRequests.list;
import static shop.testing.odd.OddRequests.oneOf;

import java.util.List;
import java.util.random.RandomGenerator;

/** Oddities of methods and of what they are applied to. */
final class OddTargets {

    private static final String[] NO_UTF_8 =
            list(
                    "%FF  %C0%AF  %E2%82  %ED%A0%80  %F5%80%80%80  %80  %C3  a%FEb"
                            + "  %c3%28  \u00ff  \u00c3  \u00e2\u0082");
    private static final String[] CONTROLS =
            list("%00  %0A  %0d%0a  %1b%5B31m  %7F  %C2%85  tea%00");
    private static final String[] UNFINISHED = list("%  %z  %zz  %1  %u0041  100%  %%41");
    private static final String[] TO_ESCAPE =
            list("[  ]  |  {  }  \"  <  >  \\  ^  `  [q]  a|b  {\"a\":1}  ='");
    private static final String[] PARAMETERS = list("q  page  size  utm    a[b]");

    static final List<OddRequests.Kind> KINDS =
            List.of(
                    (random, door) ->
                            query(door, parameter(random) + "=" + oneOf(random, NO_UTF_8)),
                    (random, door) -> query(door, oneOf(random, NO_UTF_8) + "=tea"),
                    (random, door) ->
                            query(door, parameter(random) + "=" + oneOf(random, CONTROLS)),
                    (random, door) -> query(door, parameter(random) + oneOf(random, UNFINISHED)),
                    (random, door) -> path(door, oneOf(random, NO_UTF_8)),
                    (random, door) -> path(door, oneOf(random, CONTROLS)),
                    (random, door) -> path(door, oneOf(random, UNFINISHED)),
                    OddTargets::charactersToEscape,
                    OddTargets::rawText,
                    OddTargets::trickyPath,
                    OddTargets::spaces,
                    OddTargets::otherForms,
                    OddTargets::wrongForms,
                    OddTargets::manyParameters);

    private OddTargets() {}

    private static String parameter(RandomGenerator random) {
        return oneOf(random, PARAMETERS).replaceAll("[\\[\\]]", "");
    }

    private static OddRequest query(Door door, String parameter) {
        return RawRequest.get(door, door.withQuery(parameter))
                .expecting("a query that is not well-formed", Expected.invalid());
    }

    private static OddRequest path(Door door, String last) {
        return RawRequest.get(door, door.item() + last)
                .expecting("a path that is not well-formed", Expected.invalid());
    }

    private static OddRequest charactersToEscape(RandomGenerator random, Door door) {
        String character = oneOf(random, TO_ESCAPE);
        Expected expected = door.escapes() ? Expected.ok() : Expected.anything();
        return random.nextBoolean()
                ? RawRequest.get(door, door.withQuery("utm" + character + "=%20" + character))
                        .expecting("characters to escape in a query", expected)
                : RawRequest.get(door, door.item() + "a" + character)
                        .expecting("characters to escape in a path", Expected.anything());
    }

    /** As {@code curl} sends it: UTF-8, but not escaped. */
    private static OddRequest rawText(RandomGenerator random, Door door) {
        String utf8 = oneOf(random, "\u00c3\u00a9", "\u00c3\u0089", "\u00e8\u008c\u00b6");
        return RawRequest.get(door, door.withQuery("utm=" + utf8))
                .expecting("raw UTF-8", door.escapes() ? Expected.ok() : Expected.anything());
    }

    private static OddRequest trickyPath(RandomGenerator random, Door door) {
        String path =
                oneOf(
                        random,
                        "..%2f..%2finternal",
                        "..;/x",
                        "%2e%2e/%2e%2e/internal/books",
                        "x;a=b",
                        "%2F",
                        "%5c..%5c",
                        "a//b",
                        "../../../internal/books",
                        ".",
                        "%25%32%66",
                        "x/..;/..;/actuator/health",
                        "%252e%252e%252f",
                        " ".strip() + "?/../..");
        return RawRequest.get(door, door.item() + path)
                .expecting("a path with a trick", Expected.anything());
    }

    private static OddRequest spaces(RandomGenerator random, Door door) {
        String space = oneOf(random, " ", "\t", "\u000b", "\u00a0", " HTTP/1.1 ", "\r", "\u0000");
        return RawRequest.get(door, door.withQuery("q=a" + space + "b"))
                .expecting("a space in the target", Expected.invalid());
    }

    private static OddRequest otherForms(RandomGenerator random, Door door) {
        String before = oneOf(random, "http://shop", "HTTP://shop:8080", "https://other.example");
        return RawRequest.get(door, before + door.get())
                .expecting(
                        "a target in absolute form",
                        door.escapes() ? Expected.ok() : Expected.anything());
    }

    private static OddRequest wrongForms(RandomGenerator random, Door door) {
        String target =
                oneOf(
                        random,
                        "http://[bad",
                        "ftp://shop/a",
                        "api/products",
                        "?q=x",
                        "http://",
                        ":",
                        "shop:8080",
                        "http:/a",
                        "//",
                        "*",
                        "#",
                        door.get() + "#top",
                        "http:///a");
        return RawRequest.get(door, target)
                .expecting("a target that is none", Expected.refused(400, 404, 405));
    }

    private static OddRequest manyParameters(RandomGenerator random, Door door) {
        String parameters = among(random, "a&  a=1&  &  x=&");
        int room = 4000 - door.get().length();
        String query = parameters.repeat(random.nextInt(1, room / parameters.length()));
        return RawRequest.get(door, door.withQuery(query))
                .expecting("many parameters", Expected.ok());
    }
}
