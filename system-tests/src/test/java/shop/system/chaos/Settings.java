package shop.system.chaos;

import java.time.Duration;

/**
 * How long and how hard a run is.
 *
 * @param seed of everything that is left to chance
 * @param checkouts how many must be decided at least
 * @param faults how many happen at least
 * @param compensations how often one compensation must fail in a row
 */
record Settings(long seed, int checkouts, int faults, int compensations) {

    private static final int MANY_FAULTS = 100;

    /** As {@code -Dshop.chaos.seed} and the others say; otherwise a slice of three minutes. */
    static Settings fromProperties() {
        return new Settings(
                Long.getLong("shop.chaos.seed", System.nanoTime() % 1_000_000),
                Integer.getInteger("shop.chaos.checkouts", 300),
                Integer.getInteger("shop.chaos.faults", 21),
                Integer.getInteger("shop.chaos.compensations", 10));
    }

    boolean isLong() {
        return faults >= MANY_FAULTS;
    }

    /** How long a customer breathes between two requests, about. */
    Duration pace() {
        return Duration.ofMillis(300);
    }

    /** How long nothing happens between two faults, about. */
    Duration gap() {
        return Duration.ofSeconds(isLong() ? 9 : 1);
    }
}
