package shop.edge;

import java.util.Map;

/**
 * All of a request but its body, as it arrived: each character of a text is one byte, so that what
 * is no UTF-8 is still there to be seen.
 *
 * @param version as in {@code HTTP/1.1}
 * @param target path and query, nothing decoded
 * @param headers one entry a header line
 */
public record RequestHead(
        String version,
        String method,
        String target,
        Iterable<Map.Entry<String, String>> headers) {}
