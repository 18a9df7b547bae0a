package shop.edge;

/**
 * How large the head of a request may be, in bytes.
 *
 * <p>A stranger is held to the smaller limits, by the gateway. What it lets in arrives larger at
 * what is behind it: every byte of the target may be escaped, and headers are added. There the
 * larger limits have room for the largest of both, so that nothing passes the first door only to be
 * refused at the second.
 */
public enum Limits {
    /** What a request may be when it enters the shop. */
    AT_GATEWAY(4 * 1024, 16 * 1024),

    /** What it may have become behind the gateway. */
    BEHIND_GATEWAY(RequestTarget.GROWTH * AT_GATEWAY.target, AT_GATEWAY.headers + 4 * 1024);

    private final int target;
    private final int headers;

    Limits(int target, int headers) {
        this.target = target;
        this.headers = headers;
    }

    /** Path and query together. */
    public int target() {
        return target;
    }

    /** All header lines together, each with its colon, space and end. */
    public int headers() {
        return headers;
    }
}
