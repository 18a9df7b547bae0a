package shop.testing.odd;

import java.util.function.Supplier;

/**
 * Where requests are sent, and what a good one looks like there.
 *
 * @param port its port on this machine
 * @param get a path, perhaps with a query, that anyone may GET; answered with 200
 * @param item a path that ends in a slash; what follows names one thing
 * @param post a path that changes something when a good body is posted to it
 * @param good such a body, in JSON: one object with the member {@code lines}, a list of objects
 * @param bad a body of the same form that is refused with 400
 * @param authorization the value of the header that good requests bear
 * @param kind what stands behind the door
 */
public record Door(
        int port,
        String get,
        String item,
        String post,
        String good,
        String bad,
        Supplier<String> authorization,
        Kind kind) {

    /** What stands behind a door. */
    public enum Kind {
        /** A gateway in front of something that answers 200 to all that it is asked. */
        GATEWAY,
        /** One service, without a gateway in front. */
        SERVICE,
        /** A gateway in front of services. */
        SHOP
    }

    /** Whether bodies are read by something that understands them. */
    boolean understandsBodies() {
        return kind != Kind.GATEWAY;
    }

    /** Whether characters that need escaping are escaped at the door, and not refused. */
    boolean escapes() {
        return kind != Kind.SERVICE;
    }

    /** The path of {@link #get} with one more parameter. */
    String withQuery(String parameter) {
        return get + (get.contains("?") ? "&" : "?") + parameter;
    }
}
