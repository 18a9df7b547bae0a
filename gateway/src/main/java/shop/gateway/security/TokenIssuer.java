package shop.gateway.security;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Whose tokens count.
 *
 * @param issuerUri the {@code iss} they carry
 * @param jwkSetUri where the issuer's keys are; found through the issuer's metadata if absent
 */
@Validated
@ConfigurationProperties("shop.security")
record TokenIssuer(
        @NotNull(
                        message =
                                "must name the OpenID provider: set SHOP_ISSUER_URI (only the demo"
                                        + " profile has a default)")
                URI issuerUri,
        @Nullable URI jwkSetUri) {}
