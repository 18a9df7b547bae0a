package shop.registry.tokens;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** Everybody the demo profile knows. Customers and the operator have their name as their secret. */
final class DemoClients {

    private static final Duration TOKEN_LIFETIME = Duration.ofHours(1);
    private static final int LOAD_CUSTOMERS = 500;

    private DemoClients() {}

    static List<RegisteredClient> all(String orderServiceSecret) {
        List<RegisteredClient> clients = new ArrayList<>();
        customers().forEach(name -> clients.add(client(name, name, Set.of("shop"))));
        clients.add(client("ops", "ops", Set.of("shop", "ops")));
        clients.add(
                client(
                        "order-service",
                        orderServiceSecret,
                        Set.of("stock:reserve", "payments:authorise", "books:read")));
        return clients;
    }

    private static Stream<String> customers() {
        return Stream.concat(
                Stream.of("alice", "bob", "carol", "dave"),
                IntStream.rangeClosed(1, LOAD_CUSTOMERS)
                        .mapToObj(n -> String.format(Locale.ROOT, "c%03d", n)));
    }

    private static RegisteredClient client(String name, String secret, Set<String> scopes) {
        return RegisteredClient.withId(name)
                .clientId(name)
                .clientSecret(secret)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scopes(known -> known.addAll(scopes))
                .tokenSettings(
                        TokenSettings.builder().accessTokenTimeToLive(TOKEN_LIFETIME).build())
                .build();
    }
}
