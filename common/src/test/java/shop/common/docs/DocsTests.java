package shop.common.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DocsTests {

    private static final String ISSUER = "https://id.example.com/realms/shop";

    private final Parameter key = new HeaderParameter().name("Idempotency-Key");

    @Test
    void leadToTheAddressTheyCameFrom() {
        assertThat(new DocsAutoConfiguration().addressItCameFrom().customize("http://inside", null))
                .isEqualTo("/");
    }

    @Test
    void askTheProviderForTokens() {
        SecurityScheme scheme = scheme(null);

        assertThat(scheme.getType()).isEqualTo(SecurityScheme.Type.OPENIDCONNECT);
        assertThat(scheme.getOpenIdConnectUrl())
                .isEqualTo(ISSUER + "/.well-known/openid-configuration");
    }

    @Test
    void takeANameAndASecretWhereTheyAreEnough() {
        SecurityScheme scheme = scheme("/oauth2/token");

        assertThat(scheme.getType()).isEqualTo(SecurityScheme.Type.OAUTH2);
        assertThat(scheme.getFlows().getClientCredentials().getTokenUrl())
                .isEqualTo("/oauth2/token");
        assertThat(scheme.getFlows().getClientCredentials().getScopes())
                .containsKeys("shop", "ops");
    }

    @Test
    void bringAKey() {
        scheme(null);

        assertThat(key.getRequired()).isTrue();
        assertThat(UUID.fromString(key.getExample().toString())).isNotNull();
    }

    private SecurityScheme scheme(@Nullable String tokenUrl) {
        Operation operation = new Operation().addParametersItem(key);
        OpenAPI api =
                new OpenAPI().paths(new Paths().addPathItem("/x", new PathItem().post(operation)));
        new DocsAutoConfiguration()
                .whatItTakesToTry(new DocsProperties(tokenUrl), ISSUER)
                .customise(api);
        return Objects.requireNonNull(api.getComponents().getSecuritySchemes().get("token"));
    }
}
