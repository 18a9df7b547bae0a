package shop.common.security;

import java.net.URI;
import java.net.URL;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whom to believe, and who we are.
 *
 * @param issuerUri the {@code iss} of every token; names the OpenID provider
 * @param jwkSetUri where its keys are; found through its metadata when not set
 * @param client how this service gets tokens of its own; absent in one that calls no other
 */
@ConfigurationProperties("shop.security")
record SecurityProperties(URI issuerUri, @Nullable URL jwkSetUri, @Nullable Client client) {

    record Client(String id, String secret, URI tokenUri) {

        @Override
        public String toString() {
            return "Client[id=%s, secret=***, tokenUri=%s]".formatted(id, tokenUri);
        }
    }
}
