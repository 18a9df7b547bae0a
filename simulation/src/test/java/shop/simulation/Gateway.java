package shop.simulation;

import org.jspecify.annotations.Nullable;

/**
 * The front door as one customer knows it: a request whose connection breaks is repeated, twice at
 * most, by any order process, which is told that it is a repeat.
 */
final class Gateway {

    private static final int REPEATS = 2;

    private final World world;
    private final Shop shop;
    private int turn;

    /**
     * A front door.
     *
     * @param turn which order process is the first where they take turns
     */
    Gateway(World world, Shop shop, int turn) {
        this.world = world;
        this.shop = shop;
        this.turn = turn;
    }

    /** A request that bears a key. */
    interface Request {

        /**
         * Has it handled.
         *
         * @param again whether it may have been handled before, by a process that is gone
         */
        Heard by(OrderServer server, boolean again);
    }

    /** What the customer hears; null if nothing comes while he waits. */
    @Nullable Heard ask(Request request, long patience) {
        for (int repeats = 0; ; repeats++) {
            boolean again = repeats > 0;
            OrderProcess process = next();
            int life = process.incarnation();
            boolean cut = world.happens(Fault.CONNECTION_BROKEN);
            long waited = cut ? world.choices().between(0, patience) : patience;
            Heard heard = shop.network().ask(process, server -> request.by(server, again), waited);
            boolean broken = heard == null && (cut || process.incarnation() != life);
            if (!broken || repeats == REPEATS) {
                return heard;
            }
            world.counts().add(Counts.Sight.REPEATS);
            world.tell(() -> "is repeated by the gateway");
        }
    }

    private OrderProcess next() {
        var processes = shop.processes();
        OrderProcess process = processes.get(world.choices().whom(processes.size(), turn++));
        world.tell(() -> "asks " + process.name());
        return process;
    }
}
