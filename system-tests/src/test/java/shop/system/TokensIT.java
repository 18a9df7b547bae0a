package shop.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import shop.testing.doors.TokenTable;

/** The same tokens at the gateway and at the services behind it. */
@ResourceLock(Lanes.RUNNING_SHOP)
class TokensIT {

    /** What a door says of a token. */
    private record Told(int status, String challenge, String problem) {}

    static List<TokenTable.Row> tokens() throws Exception {
        // Nobody else makes the registry write its key.
        RunningShop.person("alice");
        RSAKey key = RSAKey.parse(Files.readString(RunningShop.signingKey()));
        return new TokenTable(key, "http://localhost:" + RunningShop.port("registry")).rows();
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void areAnsweredAlikeByBothDoors(TokenTable.Row row) {
        Told gateway = ask("gateway", "/api/account", row.token());

        assertThat(gateway.status() != 401).isEqualTo(row.good());
        assertThat(ask("payment-service", "/api/account", row.token())).isEqualTo(gateway);
        assertThat(ask("order-service", "/api/orders", row.token()))
                .isEqualTo(ask("gateway", "/api/orders", row.token()));
    }

    private static Told ask(String door, String path, String token) {
        URI address = URI.create("http://localhost:" + RunningShop.port(door) + path);
        Answer answer =
                Person.send(
                        HttpRequest.newBuilder(address)
                                .timeout(Duration.ofSeconds(15))
                                .header("Authorization", "Bearer " + token));
        boolean refused = answer.status() >= 400;
        return new Told(
                answer.status(),
                answer.header("WWW-Authenticate"),
                refused ? answer.at("/type") : "");
    }
}
