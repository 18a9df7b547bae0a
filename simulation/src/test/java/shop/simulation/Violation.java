package shop.simulation;

/** An invariant is broken. An error, so that no production code takes it for a failed step. */
final class Violation extends AssertionError {

    private final Invariant invariant;

    Violation(Invariant invariant, String what) {
        super(invariant + ": " + what);
        this.invariant = invariant;
    }

    Invariant invariant() {
        return invariant;
    }
}
