package shop.simulation;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.ErrorResponseException;

/** One of several order services: dies, comes back knowing nothing, has a clock of its own. */
final class OrderProcess extends Node implements ProcessTime {

    private static final int PER_MILLE = 1000;

    private final World world;
    private final Shop shop;
    private final long offset;
    private final double rate;
    private Version version = Version.TODAY;
    private @Nullable OrderServer server;

    OrderProcess(String name, World world, Shop shop) {
        super(name);
        this.world = world;
        this.shop = shop;
        this.offset = world.choices().between(0, 1000 * World.SECONDS);
        this.rate = 0.95 + world.choices().between(0, PER_MILLE) / 10_000.0;
        boot();
    }

    private void boot() {
        version = shop.version();
        world.tell(() -> name() + " starts as " + version);
        OrderServer started = shop.orderServer(this);
        server = started;
        world.spawn(this, () -> sweepForEver(started));
    }

    private void sweepForEver(OrderServer swept) {
        world.sleep(world.choices().between(0, World.SECONDS));
        while (true) {
            try {
                swept.sweep();
            } catch (RuntimeException e) {
                broke("a sweep", e);
            }
            world.sleep(World.SECONDS);
        }
    }

    /** Handles a request, if it lives. */
    void handle(Function<OrderServer, Heard> request, Consumer<Heard> answer) {
        OrderServer handling = server;
        if (handling != null) {
            spawn(() -> answer.accept(answered(handling, request)));
        }
    }

    /** What breaks is answered with a 5xx, as production's advice does. */
    private Heard answered(OrderServer handling, Function<OrderServer, Heard> request) {
        try {
            return request.apply(handling);
        } catch (ErrorResponseException e) {
            return new Heard(e.getStatusCode().value(), null, null);
        } catch (RuntimeException e) {
            broke("a request", e);
            return new Heard(500, null, null);
        }
    }

    /** As a thread does whose exception nobody catches. */
    private void endingAlone(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            broke("a thread", e);
        }
    }

    private void broke(String what, RuntimeException e) {
        world.tell(() -> what + " ends with " + e);
        world.checks().thrown(e);
    }

    /** The version of its present life. */
    Version version() {
        return version;
    }

    @Override
    boolean reads(Saga row) {
        return version.reads(row);
    }

    @Override
    boolean isMortal() {
        return true;
    }

    /** Replaces an earlier pause, which may have been longer. */
    @Override
    void pauseUntil(long time) {
        super.pauseUntil(time);
        world.in(time - world.now(), this, this::resumeIfDue);
    }

    private void resumeIfDue() {
        if (pausedUntil() <= world.now()) {
            resume();
        }
    }

    @Override
    void crash() {
        super.crash();
        server = null;
        int life = incarnation();
        long away =
                world.isFaulty()
                        ? world.choices().between(World.SECONDS, 5 * World.SECONDS)
                        : World.SECONDS;
        world.in(away, this, () -> startAgain(life));
    }

    private void startAgain(int life) {
        if (life == incarnation() && server == null) {
            boot();
        }
    }

    @Override
    public long nanos() {
        return offset + (long) (world.now() * rate);
    }

    @Override
    public void sleep(Duration duration) {
        world.sleep(duration.toNanos());
    }

    @Override
    public double random() {
        return world.choices().between(0, PER_MILLE) / (double) PER_MILLE;
    }

    @Override
    public int most(int usually) {
        return Math.min(usually, shop.mostAtATime());
    }

    @Override
    public void spawn(Runnable work) {
        world.spawn(this, () -> endingAlone(work));
    }
}
