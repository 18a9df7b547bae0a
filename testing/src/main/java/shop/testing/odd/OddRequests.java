package shop.testing.odd;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Makes odd requests, each from a seed: the same seed and door make the same kind of request. */
public final class OddRequests {

    /** One kind of oddity. */
    interface Kind {

        OddRequest make(RandomGenerator random, Door door);
    }

    private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
            RandomGeneratorFactory.of("L64X128MixRandom");

    private OddRequests() {}

    /** The request of that seed; only idempotency keys and tokens differ from time to time. */
    public static OddRequest of(long seed, Door door) {
        List<Kind> kinds = kindsFor(door);
        int kind = Math.floorMod(seed, kinds.size());
        return kinds.get(kind).make(GENERATORS.create(seed), door);
    }

    private static List<Kind> kindsFor(Door door) {
        List<Kind> kinds = new ArrayList<>(OddTargets.KINDS);
        kinds.addAll(OddMethods.KINDS);
        kinds.addAll(OddHeaders.KINDS);
        kinds.addAll(OddSingles.KINDS);
        kinds.addAll(OddFraming.KINDS);
        kinds.addAll(OddLimits.KINDS);
        if (door.understandsBodies()) {
            kinds.addAll(OddBodies.KINDS);
        }
        if (door.kind() == Door.Kind.SHOP) {
            kinds.addAll(OddBodies.FORMS);
            kinds.addAll(OddLimits.TOKENS);
        }
        return kinds;
    }

    static <T> T oneOf(RandomGenerator random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    static String oneOf(RandomGenerator random, String... all) {
        return all[random.nextInt(all.length)];
    }

    /** One of several texts that are two spaces apart; some may be empty. */
    static String among(RandomGenerator random, String texts) {
        return oneOf(random, list(texts));
    }

    static String[] list(String texts) {
        return texts.split(" {2}", -1);
    }
}
