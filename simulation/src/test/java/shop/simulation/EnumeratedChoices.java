package shop.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * All ways in which a small world can go, one after the other: each time the last choice that has
 * another left is made otherwise, and those after it begin anew.
 *
 * <p>Whoever could go on goes on, and whoever came first comes first, but for so many delays:
 * choosing the n-th of those that are due costs n. Everything takes the least time it can.
 */
final class EnumeratedChoices implements Choices {

    private static final long LONG = World.SECONDS;

    private static final long STAGGER = 20 * World.MILLIS;

    /** A choice that was made. */
    record Made(int choice, int of) {}

    /**
     * How much may happen in one world.
     *
     * @param delays how often it is not the turn of whose turn it is
     */
    record Bounds(int delays, int crashes, int duplicates) {}

    private final Bounds bounds;
    private final int fixed;
    private final List<Made> made = new ArrayList<>();
    private int at;
    private int delays;
    private int crashes;
    private int duplicates;
    private int times;

    /** All that begin in this way. */
    EnumeratedChoices(Bounds bounds, List<Made> beginning) {
        this.bounds = bounds;
        this.fixed = beginning.size();
        made.addAll(beginning);
        begin();
    }

    /** The choices of the world that was lived through last. */
    List<Made> made() {
        return List.copyOf(made);
    }

    private void begin() {
        at = 0;
        delays = bounds.delays();
        crashes = bounds.crashes();
        duplicates = bounds.duplicates();
        times = 0;
    }

    /** Goes on to the next world; false if there is none. */
    boolean next() {
        while (made.size() > fixed) {
            Made last = made.removeLast();
            if (last.choice() + 1 < last.of()) {
                made.add(new Made(last.choice() + 1, last.of()));
                begin();
                return true;
            }
        }
        return false;
    }

    private int choose(int many) {
        if (many == 1) {
            return 0;
        }
        if (at == made.size()) {
            made.add(new Made(0, many));
        }
        return made.get(at++).choice();
    }

    @Override
    public boolean happens(Fault fault) {
        return switch (fault) {
            case CRASH -> {
                boolean happens = crashes > 0 && choose(2) == 1;
                crashes -= happens ? 1 : 0;
                yield happens;
            }
            case DUPLICATED -> {
                boolean happens = duplicates > 0 && choose(2) == 1;
                duplicates -= happens ? 1 : 0;
                yield happens;
            }
            case LATE -> {
                boolean happens = duplicates > 0 && choose(2) == 1;
                duplicates -= happens ? 1 : 0;
                yield happens;
            }
            default -> false;
        };
    }

    @Override
    public int oneOf(int many) {
        return choose(many);
    }

    /** In turn: choosing would be without end, as asking is. */
    @Override
    public int whom(int many, int turn) {
        return turn % many;
    }

    @Override
    public int next(int due) {
        int delayed = choose(Math.min(due, delays + 1));
        delays -= delayed;
        return delayed;
    }

    /** The least; of a long time the middle, and never the same twice. */
    @Override
    public long between(long least, long most) {
        return most - least < LONG ? least : (least + most) / 2 + times++ * STAGGER;
    }
}
