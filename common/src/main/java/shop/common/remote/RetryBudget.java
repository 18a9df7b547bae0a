package shop.common.remote;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits retries to a share of the requests, so that an outage is not answered with a multiple of
 * the load. Each request pays in a tenth of a retry; up to ten retries can be saved.
 *
 * <p>After the retry budget of Finagle (Twitter, 2016).
 */
final class RetryBudget {

    private static final int PRICE = 10;
    private static final int MOST = 10 * PRICE;

    private final AtomicInteger savings = new AtomicInteger(MOST);

    void request() {
        savings.accumulateAndGet(1, (saved, one) -> Math.min(MOST, saved + one));
    }

    boolean tryRetry() {
        int before = savings.getAndUpdate(saved -> saved >= PRICE ? saved - PRICE : saved);
        return before >= PRICE;
    }
}
