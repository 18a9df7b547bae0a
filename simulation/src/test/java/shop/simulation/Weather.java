package shop.simulation;

/** Faults that come by themselves, whatever anybody does. */
final class Weather {

    private static final long HOUR = 3600 * World.SECONDS;

    private final World world;
    private final Shop shop;

    Weather(World world, Shop shop) {
        this.world = world;
        this.shop = shop;
    }

    /** Until it heals. */
    void begin() {
        later();
        expireNow();
    }

    private void later() {
        world.in(world.choices().between(50, 200) * World.MILLIS, this, this::strike);
    }

    private void strike() {
        if (!world.isFaulty()) {
            return;
        }
        shop.processes().forEach(this::strike);
        if (world.happens(Fault.CLOCK_JUMP)) {
            shop.orderDatabase().jump(clockJump());
        }
        if (world.happens(Fault.RETRIED_BY_OPERATOR)) {
            shop.sagaFaults().retry();
        }
        if (world.happens(Fault.ROW_DAMAGED)) {
            shop.sagaFaults().damage();
        }
        if (world.happens(Fault.HOLDS_EXPIRE)) {
            shop.calls().jumpStockClock(HOUR);
            shop.calls().expireDue();
        }
        if (world.happens(Fault.PARTICIPANT_DOWN)) {
            long nanos = world.choices().between(500, 5000) * World.MILLIS;
            if (world.choices().oneOf(2) == 0) {
                shop.calls().stockDown(nanos);
            } else {
                shop.calls().moneyDown(nanos);
            }
        }
        later();
    }

    /** Half of them little, or forward; the others far back, as after a failover. */
    private long clockJump() {
        long back = world.choices().oneOf(2) == 0 ? World.SECONDS : 600 * World.SECONDS;
        return world.choices().between(-back, 60 * World.SECONDS);
    }

    private void strike(OrderProcess process) {
        if (world.happens(Fault.CRASH)) {
            process.crash();
        } else if (world.happens(Fault.PAUSE)) {
            process.pauseUntil(world.now() + world.choices().between(500, 12_000) * World.MILLIS);
        }
    }

    /** The inventory's own work, healthy or not. */
    private void expireNow() {
        shop.calls().expireDue();
        world.in(10 * World.SECONDS, this, this::expireNow);
    }
}
