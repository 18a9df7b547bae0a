package shop.credentials;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;

/**
 * What makes an access token good, once its signature is: of the issuer, for the audience {@code
 * shop}, not over, with a subject that can be a name, and meant for access.
 */
public final class TokenRules {

    /** The one way in which tokens are signed. */
    public static final SignatureAlgorithm ALGORITHM = SignatureAlgorithm.RS256;

    private static final String AUDIENCE = "shop";

    /** In characters; OpenID Connect allows no more. */
    private static final int LONGEST_SUBJECT = 255;

    private TokenRules() {}

    /** All rules, for tokens of this issuer. */
    public static OAuth2TokenValidator<Jwt> of(String issuer) {
        return new DelegatingOAuth2TokenValidator<>(
                lifetime(),
                type(),
                new JwtIssuerValidator(issuer),
                new JwtClaimValidator<Object>(JwtClaimNames.AUD, TokenRules::isForUs),
                new JwtClaimValidator<Object>(JwtClaimNames.SUB, TokenRules::isName),
                TokenRules::scopes);
    }

    /** A token without an end is never over. */
    private static JwtTimestampValidator lifetime() {
        JwtTimestampValidator lifetime = new JwtTimestampValidator();
        lifetime.setAllowEmptyExpiryClaim(false);
        return lifetime;
    }

    /** Access tokens have a type of their own (RFC 9068); most providers name none, or JWT. */
    private static JwtTypeValidator type() {
        JwtTypeValidator type = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        type.setAllowEmpty(true);
        return type;
    }

    private static boolean isForUs(@Nullable Object audience) {
        return audience instanceof Collection<?> several && several.contains(AUDIENCE);
    }

    /** Callers are told apart by it, also in the databases. */
    private static boolean isName(@Nullable Object subject) {
        return subject instanceof String name
                && !name.isBlank()
                && name.length() <= LONGEST_SUBJECT
                && name.codePoints().noneMatch(TokenRules::isNoCharacter);
    }

    private static boolean isNoCharacter(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE;
    }

    /** Spring reads {@code scp} where there is no {@code scope}; there may be neither. */
    private static OAuth2TokenValidatorResult scopes(Jwt token) {
        return isScopes(token.getClaims().get("scope")) && isScopes(token.getClaims().get("scp"))
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(
                        new OAuth2Error("invalid_token", "The scopes are no words.", null));
    }

    private static boolean isScopes(@Nullable Object scope) {
        return switch (scope) {
            case null -> true;
            case String _ -> true;
            case List<?> several -> several.stream().allMatch(String.class::isInstance);
            default -> false;
        };
    }
}
