package shop.simulation;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import shop.simulation.Tables.Piece;

/** Somebody who wants something, and asks with the same key until he hears the last word. */
final class Customer extends Node {

    private final World world;
    private final Gateway gateway;
    private final Answers answers;
    private int waiting;

    Customer(String name, World world, Gateway gateway, Answers answers) {
        super(name);
        this.world = world;
        this.gateway = gateway;
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
                    Heard heard =
                            insist(
                                    (server, again) ->
                                            server.place(name(), key, lines, wait, again),
                                    key);
                    if (cancels && heard.status() == 201) {
                        cancel(key + "-cancel", heard.order());
                    }
                    waiting--;
                });
    }

    private void cancel(String key, UUID order) {
        world.sleep(world.choices().between(0, 2 * World.SECONDS));
        Heard heard = insist((server, _) -> server.cancel(name(), key, order), key);
        answers.heardOfCancelling(order, heard);
    }

    private Heard insist(Gateway.Request request, String key) {
        while (true) {
            world.tell(() -> "asks with key " + key);
            Heard heard = gateway.ask(request, patience());
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
}
