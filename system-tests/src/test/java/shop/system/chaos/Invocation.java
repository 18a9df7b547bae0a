package shop.system.chaos;

import java.util.UUID;

/**
 * One request as its customer knows it.
 *
 * @param order the one to be cancelled; for a checkout the one that was answered, if any
 * @param begin in seconds from the begin of the run
 * @param end likewise
 * @param status of the answer; 0 while nobody knows
 * @param body of the answer; empty if there was none
 * @param replayed whether the answer says that it is the first one again
 */
record Invocation(
        Kind kind,
        String customer,
        String key,
        String order,
        double begin,
        double end,
        int status,
        String body,
        boolean replayed) {

    enum Kind {
        CHECKOUT,
        CANCELLATION
    }

    /** Whether the same key will be answered this for ever. */
    boolean isFinal() {
        return status >= 200
                && status < 500
                && status != 202
                && status != 429
                && !body.contains("/problems/request-in-progress");
    }

    /** Whether nobody knows from it what happened. */
    boolean isUnknown() {
        return status == 0 || status >= 500;
    }

    /** What one key of one customer stands for. */
    record Request(Kind kind, String customer, String key) {}

    Request request() {
        return new Request(kind, customer, key);
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }
}
