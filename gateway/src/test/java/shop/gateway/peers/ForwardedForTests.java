package shop.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedForTests {

    private static final InetAddress PROXY = InetAddress.ofLiteral("10.0.0.1");

    private final ForwardedFor forwardedFor =
            new ForwardedFor(new TrustedProxies(List.of("10.0.0.0/8", "fd00::/8")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    203.0.113.7                          | 203.0.113.7
                    '  203.0.113.7  '                    | 203.0.113.7
                    198.51.100.1, 203.0.113.7            | 203.0.113.7
                    203.0.113.7, 10.0.0.2                | 203.0.113.7
                    198.51.100.1, 203.0.113.7,10.0.0.2   | 203.0.113.7
                    10.0.0.3, 10.0.0.2                   | 10.0.0.3
                    203.0.113.7:4711                     | 203.0.113.7
                    2001:db8::7                          | 2001:db8:0:0:0:0:0:7
                    [2001:db8::7]                        | 2001:db8:0:0:0:0:0:7
                    [2001:db8::7]:4711                   | 2001:db8:0:0:0:0:0:7
                    ::ffff:203.0.113.7                   | 203.0.113.7
                    203.0.113.7, fd00::1                 | 203.0.113.7
                    203.0.113.7, unknown                 | 10.0.0.1
                    203.0.113.7, unknown, 10.0.0.2       | 10.0.0.2
                    203.0.113.7,                         | 10.0.0.1
                    localhost                            | 10.0.0.1
                    ''                                   | 10.0.0.1
                    """)
    void isTheLastThatIsNoProxyOfOurs(String header, String client) {
        assertThat(forwardedFor.client(PROXY, List.of(header)).getHostAddress()).isEqualTo(client);
    }

    @Test
    void readsSeveralLinesAsOne() {
        assertThat(forwardedFor.client(PROXY, List.of("198.51.100.1", "203.0.113.7, 10.0.0.2")))
                .isEqualTo(InetAddress.ofLiteral("203.0.113.7"));
    }

    @Test
    void wantsNetworks() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrustedProxies(List.of("balancer")));
    }
}
