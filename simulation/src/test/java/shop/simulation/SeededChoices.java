package shop.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Chances by a seed. Every seed has faults of its own that never happen and others that happen
 * often: what one fault would hide is found where it is missing.
 */
final class SeededChoices implements Choices {

    private static final int[] WEIGHTS = {0, 0, 1, 3, 9};
    private static final int OF = 10_000;

    private final SplittableRandom random;
    private final Map<Fault, Integer> chances = new EnumMap<>(Fault.class);

    SeededChoices(long seed) {
        random = new SplittableRandom(seed);
        for (Fault fault : Fault.values()) {
            chances.put(fault, fault.chance * WEIGHTS[random.nextInt(WEIGHTS.length)]);
        }
    }

    @Override
    public boolean happens(Fault fault) {
        int chance = chances.getOrDefault(fault, 0);
        return chance > 0 && random.nextInt(OF) < chance;
    }

    @Override
    public int oneOf(int many) {
        return random.nextInt(many);
    }

    @Override
    public int whom(int many, int turn) {
        return random.nextInt(many);
    }

    @Override
    public int next(int due) {
        return random.nextInt(due);
    }

    @Override
    public long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }
}
