package shop.simulation;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import shop.simulation.Tables.Piece;

/** Somebody who wants something, and asks with the same key until he hears the last word. */
final class Customer extends Node {

    private final World world;
    private final Shop shop;
    private final Answers answers;
    private int turn;
    private int waiting;

    Customer(String name, int turn, World world, Shop shop, Answers answers) {
        super(name);
        this.turn = turn;
        this.world = world;
        this.shop = shop;
        this.answers = answers;
    }

    /** Whether he has heard all he wants to. */
    boolean isContent() {
        return waiting == 0;
    }

    /**
     * Begins to buy.
     *
     * @param cancels whether he changes his mind once he has it
     */
    void buy(String key, List<Piece> lines, Duration wait, boolean cancels, long after) {
        waiting++;
        world.spawn(
                this,
                () -> {
                    world.sleep(after);
                    Heard heard = insist(server -> server.place(name(), key, lines, wait), key);
                    if (cancels && heard.status() == 201) {
                        cancel(key + "-cancel", order(heard));
                    }
                    waiting--;
                });
    }

    private void cancel(String key, UUID order) {
        world.sleep(world.choices().between(0, 2 * World.SECONDS));
        Heard heard = insist(server -> server.cancel(name(), key, order), key);
        answers.heardOfCancelling(order, heard);
    }

    private Heard insist(Function<OrderServer, Heard> request, String key) {
        while (true) {
            List<OrderProcess> processes = shop.processes();
            OrderProcess process = processes.get(world.choices().whom(processes.size(), turn++));
            world.tell(() -> "asks " + process.name() + " with key " + key);
            Heard heard = shop.network().ask(process, request, patience());
            world.tell(() -> "hears " + heard + " for key " + key);
            if (heard != null) {
                answers.heard(name(), key, heard);
            }
            if (heard != null && heard.isFinal()) {
                return heard;
            }
            world.sleep(world.choices().between(100, 2000) * World.MILLIS);
        }
    }

    private long patience() {
        return world.choices().between(500, 5000) * World.MILLIS;
    }

    static UUID order(Heard heard) {
        String location = location(heard);
        return UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
    }

    private static String location(Heard heard) {
        @Nullable String location = heard.location();
        if (location == null) {
            throw new IllegalStateException("a 201 without a Location: " + heard);
        }
        return location;
    }
}
