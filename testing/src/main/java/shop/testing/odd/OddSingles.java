package shop.testing.odd;

import static shop.testing.odd.OddHeaders.CONTROLS;
import static shop.testing.odd.OddHeaders.NO_UTF_8;
import static shop.testing.odd.OddHeaders.TEXTS;
import static shop.testing.odd.OddRequests.among;
import static shop.testing.odd.OddRequests.oneOf;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Oddities of those headers that mean something here, and may be there once. */
final class OddSingles {

    static final List<OddRequests.Kind> KINDS =
            List.of(
                    OddSingles::twice,
                    OddSingles::keyTwice,
                    OddSingles::versionTwice,
                    OddSingles::preferTwice,
                    OddSingles::badKey,
                    OddSingles::badVersion,
                    OddSingles::badHost,
                    OddSingles::noHost);

    private OddSingles() {}

    private static OddRequest twice(RandomGenerator random, Door door) {
        String name = oneOf(random, "Content-Type", "Authorization", "Host", "Content-Length");
        String value =
                switch (name) {
                    case "Content-Type" -> "application/json";
                    case "Authorization" -> door.authorization().get();
                    case "Host" -> "shop";
                    default -> String.valueOf(door.good().length());
                };
        return RawRequest.post(door, door.good())
                .with(random.nextBoolean() ? name : name.toLowerCase(Locale.ROOT), value)
                .expecting(name + " twice", Expected.invalid());
    }

    private static OddRequest keyTwice(RandomGenerator random, Door door) {
        String second = oneOf(random, "k", "", "k,k", "\"k\"");
        return RawRequest.post(door, door.good())
                .without("Idempotency-Key")
                .with("Idempotency-Key", "k")
                .with("idempotency-key", second)
                .expecting("a key twice", Expected.problem(400, "idempotency-key-invalid"));
    }

    private static OddRequest versionTwice(RandomGenerator random, Door door) {
        return RawRequest.get(door, door.get())
                .with("API-Version", "1")
                .with(oneOf(random, "API-Version", "api-version"), oneOf(random, "1", "2", ""))
                .expecting("a version twice", Expected.problem(400, "unsupported-version"));
    }

    private static OddRequest preferTwice(RandomGenerator random, Door door) {
        return RawRequest.get(door, door.get())
                .with("Prefer", "wait=1")
                .with("Prefer", oneOf(random, "wait=1", "respond-async", "", "a=\"b\""))
                .with("Accept", "application/json")
                .with("Accept", "*/*")
                .expecting("a list in two headers", Expected.ok());
    }

    private static OddRequest badKey(RandomGenerator random, Door door) {
        String key =
                oneOf(
                        random,
                        oneOf(random, NO_UTF_8),
                        oneOf(random, CONTROLS),
                        oneOf(random, TEXTS),
                        "cl\u00c3\u0089");
        return RawRequest.post(door, door.good())
                .without("Idempotency-Key")
                .with("Idempotency-Key", "k" + key + "k")
                .expecting("a key of odd bytes", odd(door, "idempotency-key-invalid"));
    }

    private static OddRequest badVersion(RandomGenerator random, Door door) {
        String version =
                oneOf(
                        random,
                        oneOf(random, NO_UTF_8),
                        oneOf(random, CONTROLS),
                        oneOf(random, TEXTS));
        return RawRequest.get(door, door.get())
                .with("API-Version", "1" + version + "1")
                .expecting("a version of odd bytes", odd(door, "unsupported-version"));
    }

    private static OddRequest badHost(RandomGenerator random, Door door) {
        String host =
                among(random, "a b  a/b  a:b  shop:99999999  [::1  a,b  <x>  é  a@b  ?  a\\b");
        return RawRequest.get(door, door.get())
                .without("Host")
                .with("Host", host)
                .expecting("a host that is none", Expected.invalid());
    }

    private static OddRequest noHost(RandomGenerator random, Door door) {
        RawRequest request = RawRequest.get(door, door.get()).without("Host");
        return random.nextBoolean()
                ? request.expecting("no host", Expected.invalid())
                : request.startLine("GET " + door.get() + " HTTP/1.0")
                        .expecting("HTTP/1.0 without a host", Expected.ok());
    }

    /** Tomcat refuses some of them without a look at the header's name. */
    private static Expected odd(Door door, String slug) {
        return door.escapes() ? Expected.problem(400, slug) : Expected.refused(400);
    }
}
