package shop.gateway.peers;

import java.net.InetAddress;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.util.matcher.InetAddressMatcher;
import org.springframework.security.util.matcher.InetAddressMatchers;

/** The networks from which proxies of ours connect; there are none unless they are named. */
@ConfigurationProperties("shop.gateway")
final class TrustedProxies {

    private final List<InetAddressMatcher> networks;

    /**
     * @param trustedProxies addresses, or networks as {@code 10.0.0.0/8}, of IPv4 or IPv6
     * @throws IllegalArgumentException if one is neither
     */
    TrustedProxies(@DefaultValue List<String> trustedProxies) {
        this.networks = trustedProxies.stream().map(InetAddressMatchers::fromIpAddress).toList();
    }

    boolean include(InetAddress address) {
        return networks.stream().anyMatch(network -> network.matches(address));
    }
}
