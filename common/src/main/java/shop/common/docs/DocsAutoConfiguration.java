package shop.common.docs;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.ServerBaseUrlCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import shop.common.money.Money;

/** What the description of every service says beside its own operations. */
@AutoConfiguration
@EnableConfigurationProperties(DocsProperties.class)
class DocsAutoConfiguration {

    private static final String TOKEN = "token";

    static {
        SpringDocUtils.getConfig().replaceWithSchema(Money.class, money());
    }

    /** Not this service's own, which cannot be reached from outside. */
    @Bean
    ServerBaseUrlCustomizer addressItCameFrom() {
        return (_, _) -> "/";
    }

    @Bean
    OpenApiCustomizer whatItTakesToTry(
            DocsProperties docs, @Value("${shop.security.issuer-uri}") String issuer) {
        String url = docs.tokenUrl();
        SecurityScheme scheme = url == null ? ofProvider(issuer) : byNameAndSecret(url);
        return api -> {
            components(api).addSecuritySchemes(TOKEN, scheme);
            api.addSecurityItem(new SecurityRequirement().addList(TOKEN, "shop"));
            api.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(DocsAutoConfiguration::bringAKey);
        };
    }

    private static Components components(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(new Components());
        }
        return api.getComponents();
    }

    private static SecurityScheme byNameAndSecret(String url) {
        Scopes scopes =
                new Scopes().addString("shop", "a customer's").addString("ops", "an operator's");
        return new SecurityScheme()
                .type(SecurityScheme.Type.OAUTH2)
                .flows(
                        new OAuthFlows()
                                .clientCredentials(new OAuthFlow().tokenUrl(url).scopes(scopes)));
    }

    private static SecurityScheme ofProvider(String issuer) {
        return new SecurityScheme()
                .type(SecurityScheme.Type.OPENIDCONNECT)
                .openIdConnectUrl(issuer + "/.well-known/openid-configuration");
    }

    /**
     * The same key for the whole life of this instance: who sends a request twice sees a replay.
     */
    private static void bringAKey(Operation operation) {
        List<Parameter> parameters =
                Objects.requireNonNullElse(operation.getParameters(), List.of());
        parameters.stream()
                .filter(parameter -> "Idempotency-Key".equals(parameter.getName()))
                .forEach(key -> key.required(true).example(UUID.randomUUID().toString()));
    }

    private static Schema<?> money() {
        ObjectSchema money = new ObjectSchema();
        money.addProperty("amount", new StringSchema().example("19.90"));
        money.addProperty("currency", new StringSchema().example("EUR"));
        money.setRequired(List.of("amount", "currency"));
        return money;
    }
}
