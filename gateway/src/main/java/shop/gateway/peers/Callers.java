package shop.gateway.peers;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** How callers are told apart where each is to have his share. */
public final class Callers {

    /** A household, or a machine in a data centre, has that many bits of IPv6 for itself. */
    private static final int BYTES_OF_A_NETWORK = 64 / Byte.SIZE;

    private Callers() {}

    /**
     * The token's subject; the address of a caller without a token, of IPv6 only the network, whose
     * addresses one caller may change at will. The two cannot be mistaken for each other.
     */
    public static Mono<String> nameOf(ServerWebExchange exchange) {
        return exchange.getPrincipal()
                .map(caller -> "caller:" + caller.getName())
                .switchIfEmpty(
                        Mono.fromSupplier(
                                () -> "address:" + name(exchange.getRequest().getRemoteAddress())));
    }

    private static String name(@Nullable InetSocketAddress peer) {
        return switch (peer == null ? null : peer.getAddress()) {
            case null -> "unknown";
            case Inet6Address address -> network(address).getHostAddress() + "/64";
            case InetAddress address -> address.getHostAddress();
        };
    }

    private static InetAddress network(Inet6Address address) {
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, BYTES_OF_A_NETWORK, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }
}
