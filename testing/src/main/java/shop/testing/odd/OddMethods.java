package shop.testing.odd;

import static shop.testing.odd.OddRequests.among;
import static shop.testing.odd.OddRequests.oneOf;

import java.util.List;
import java.util.random.RandomGenerator;

/** Oddities of methods. */
final class OddMethods {

    static final List<OddRequests.Kind> KINDS =
            List.of(OddMethods::unknownMethod, OddMethods::noMethod, OddMethods::otherMethod);

    private OddMethods() {}

    private static OddRequest unknownMethod(RandomGenerator random, Door door) {
        String method =
                oneOf(
                        random,
                        "FOO",
                        "get",
                        "Post",
                        "PROPFIND",
                        "M-SEARCH",
                        "TRACE",
                        "CONNECT",
                        "PRI",
                        "G".repeat(1 + random.nextInt(200)),
                        "$",
                        "GET1",
                        "QUERY",
                        "LINK");
        String target =
                oneOf(
                        random,
                        door.get(),
                        door.post(),
                        "*",
                        "/",
                        "/nothing",
                        "/internal/books",
                        door.item() + "x",
                        "shop:443");
        RawRequest request =
                RawRequest.to(method, target).with("Authorization", door.authorization().get());
        return (random.nextBoolean() ? request : request.body("tea"))
                .expecting("a method that is unknown", Expected.refused(400, 401, 405));
    }

    private static OddRequest noMethod(RandomGenerator random, Door door) {
        String method = among(random, "G@T  GÉT  (GET)  GE\u0001T    \"GET\"  GET,");
        return RawRequest.to(method, door.get())
                .expecting("a method that is none", Expected.refused(400, 401, 405));
    }

    private static OddRequest otherMethod(RandomGenerator random, Door door) {
        String method = among(random, "DELETE  PUT  PATCH  OPTIONS  HEAD  POST");
        String target =
                oneOf(random, door.get(), door.item() + "x", "/", "/nothing", "/index.html");
        RawRequest request =
                RawRequest.to(method, target)
                        .with("Origin", oneOf(random, "https://evil.example", "null", "%", "a b"))
                        .with(
                                "Access-Control-Request-Method",
                                oneOf(random, "POST", "FOO", "", "é"));
        return (random.nextBoolean() ? request : request.body("{}"))
                .expecting("another method", Expected.anything());
    }
}
