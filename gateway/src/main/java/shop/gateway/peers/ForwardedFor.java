package shop.gateway.peers;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * For whom a proxy of ours asks: the last address in {@code X-Forwarded-For} that is not a proxy of
 * ours itself. What stands before it was written by that stranger, and counts for nothing.
 */
record ForwardedFor(TrustedProxies proxies) {

    static final String HEADER = "X-Forwarded-For";

    /** Some proxies add the port. */
    private static final Pattern HOP =
            Pattern.compile("\\[(?<bracketed>[^]]+)](?::\\d+)?|(?<v4>[\\d.]+):\\d+|(?<bare>.+)");

    /**
     * The caller's address; the proxy's own if nothing was said.
     *
     * @param proxy one of ours, which is connected
     * @param values of the header, in the order in which they came
     */
    InetAddress client(InetAddress proxy, List<String> values) {
        List<String> hops = List.of(String.join(",", values).split(",", -1));
        InetAddress client = proxy;
        for (String hop : hops.reversed()) {
            Optional<InetAddress> address = address(hop.strip());
            if (address.isEmpty()) {
                return client;
            }
            client = address.get();
            if (!proxies.include(client)) {
                return client;
            }
        }
        return client;
    }

    /** No name is looked up. */
    private static Optional<InetAddress> address(String hop) {
        Matcher parts = HOP.matcher(hop);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String literal =
                Optional.ofNullable(parts.group("bracketed"))
                        .or(() -> Optional.ofNullable(parts.group("v4")))
                        .orElse(hop);
        try {
            return Optional.of(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
