package shop.system.chaos;

import java.time.Duration;

/**
 * Something bad that ends again.
 *
 * @param length how long after its begin it is ended
 * @param end makes it good; returns when what was hurt can work again
 */
record Fault(FaultKind kind, String target, Duration length, Action begin, Action end) {

    /** One half of a fault. */
    interface Action {
        void run() throws Exception;
    }

    @Override
    public String toString() {
        return kind.label() + ": " + target;
    }
}
