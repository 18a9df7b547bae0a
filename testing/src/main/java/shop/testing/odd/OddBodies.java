package shop.testing.odd;

import static shop.testing.odd.OddRequests.among;
import static shop.testing.odd.OddRequests.oneOf;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;

/** Oddities of bodies, for doors behind which they are read. None of them is good. */
final class OddBodies {

    private static final String[] NO_JSON = {
        "",
        " ",
        "{",
        "}",
        "[",
        "null",
        "1",
        "\"lines\"",
        "[]",
        "{}",
        "{\"lines\"}",
        "{\"lines\":}",
        "nonsense",
        "\u0000",
        "{'lines':[]}",
        "{\"lines\":null}",
        "{\"lines\":{}}",
        "{\"lines\":\"\"}",
        "{\"lines\":[null]}",
        "{\"lines\":[[]]}",
        "{\"lines\":[1]}",
        "{\"lines\":[{}]}",
        "{\"lines\":NaN}",
        "{\"lines\":[]}}",
        "\u00ef\u00bb\u00bf{}",
        "<a/>",
        "{\"lines\":[{\"a\":1e999999999}]}",
        "{\"a\":" + "1".repeat(5000) + "}",
        "// x",
        "{\"lines\":[],}",
        "{\"\\ud800\":1}",
        "{\"__proto__\":{}}",
        "\u00fe\u00ff\u0000{\u0000}",
        "{\"lines\":[{\"quantity\":\"1\"}]}"
    };

    static final List<OddRequests.Kind> KINDS =
            List.of(
                    OddBodies::noJson,
                    OddBodies::brokenText,
                    OddBodies::memberTwice,
                    OddBodies::deep,
                    OddBodies::manyLines,
                    OddBodies::cutOff,
                    OddBodies::changedByte,
                    OddBodies::otherType);

    /** For a shop that gives tokens. */
    static final List<OddRequests.Kind> FORMS = List.of(OddBodies::form, OddBodies::client);

    private OddBodies() {}

    private static OddRequest noJson(RandomGenerator random, Door door) {
        return RawRequest.post(door, oneOf(random, NO_JSON))
                .expecting("a body of another form", Expected.invalid());
    }

    private static OddRequest brokenText(RandomGenerator random, Door door) {
        String bytes =
                among(
                        random,
                        "\u00ff  \u00c0\u00af  \u00ed\u00a0\u0080  \u00e9  \u0001  \\x"
                                + "  \\u12");
        return RawRequest.post(door, "{\"note\":\"" + bytes + "\"," + door.good().substring(1))
                .expecting(
                        "a text that is none",
                        door.escapes() ? Expected.invalid() : Expected.anything());
    }

    private static OddRequest memberTwice(RandomGenerator random, Door door) {
        String twice =
                random.nextBoolean()
                        ? door.good().replaceFirst("}$", "," + door.good().substring(1))
                        : door.good().replaceFirst("\\[\\{", "[{\"note\":1,\"note\":1,");
        return RawRequest.post(door, twice).expecting("a member twice", Expected.invalid());
    }

    private static OddRequest deep(RandomGenerator random, Door door) {
        String open = oneOf(random, "[", "{\"lines\":", "{\"lines\":[");
        return RawRequest.post(door, open.repeat(random.nextInt(600, 5000)))
                .expecting("a deep body", Expected.invalid());
    }

    private static OddRequest manyLines(RandomGenerator random, Door door) {
        String line = oneOf(random, "{\"quantity\":0}", "{}", "null", "{\"sku\":\"\"}");
        int count = random.nextInt(51, 64_000 / (line.length() + 1));
        return RawRequest.post(door, "{\"lines\":[" + (line + ",").repeat(count) + line + "]}")
                .expecting("many invalid lines", Expected.invalid());
    }

    private static OddRequest cutOff(RandomGenerator random, Door door) {
        return RawRequest.post(door, door.good().substring(0, random.nextInt(door.good().length())))
                .expecting("a body that is cut off", Expected.invalid());
    }

    /** One byte of a body that is refused is another one: whatever it now says, it is no 5xx. */
    private static OddRequest changedByte(RandomGenerator random, Door door) {
        char[] body = door.bad().toCharArray();
        body[random.nextInt(body.length)] = (char) random.nextInt(256);
        return RawRequest.post(door, new String(body))
                .expecting("a changed byte", Expected.anything());
    }

    private static OddRequest otherType(RandomGenerator random, Door door) {
        String type =
                among(
                        random,
                        "text/plain  text/html  application/xml  application/yaml"
                                + "  multipart/form-data  a  */*  multipart/form-data; boundary=x"
                                + "  application/x-www-form-urlencoded  application/octet-stream"
                                + "    application/json+x  image/png  application/cbor  json"
                                + "  application/");
        return RawRequest.postHead(door)
                .with("Content-Type", type)
                .body(oneOf(random, door.good(), "a=%zz", "a=%FF", "--x", ""))
                .expecting("a body of another type", Expected.refused(400, 415));
    }

    private static OddRequest form(RandomGenerator random, Door door) {
        String form =
                among(
                        random,
                        "grant_type=%zz  grant_type=%FF"
                                + "  %FF=a&grant_type=client_credentials"
                                + "  grant_type=client_credentials&grant_type=client_credentials"
                                + "  grant_type=client_credentials&scope=%C0"
                                + "  grant_type=client_credentials%00  grant_type=password"
                                + "  grant_type=\u00ff  grant_type  &&&=  ");
        return token(oneOf(random, "application/x-www-form-urlencoded", "application/json", "a"))
                .with("Authorization", "Basic " + encoded("alice:alice"))
                .body(form)
                .expecting("a form that is none", Expected.refused(400, 401, 415));
    }

    private static OddRequest client(RandomGenerator random, Door door) {
        String credentials =
                oneOf(random, "!!!", "", encoded("alice"), encoded(":"), encoded("\u0000:\u00ff"))
                        .repeat(random.nextInt(1, 3));
        return token("application/x-www-form-urlencoded")
                .with(
                        "Authorization",
                        oneOf(random, "Basic ", "basic", "Bearer ", "") + credentials)
                .body("grant_type=client_credentials")
                .expecting("a client that is none", Expected.refused(400, 401));
    }

    static RawRequest token(String type) {
        return RawRequest.to("POST", "/oauth2/token").with("Content-Type", type);
    }

    static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
