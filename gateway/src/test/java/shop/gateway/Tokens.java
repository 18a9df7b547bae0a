package shop.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes tokens as the issuer would, and as a forger would. */
public final class Tokens {

    /** The {@code iss} the gateway under test wants. */
    public static final String ISSUER = "https://issuer.example";

    private static final RSAKey KEY = newKey();

    private Tokens() {}

    /** The issuer's public keys as JSON. */
    public static String keys() {
        return new JWKSet(KEY.toPublicJWK()).toString();
    }

    /** A good token. */
    public static String of(String subject, String... scopes) {
        return of(subject, claims -> claims, scopes);
    }

    /** A token with claims changed at will, signed with the issuer's key. */
    public static String of(
            String subject, UnaryOperator<JWTClaimsSet.Builder> changes, String... scopes) {
        return signed(KEY, JWSAlgorithm.RS256, subject, changes, scopes);
    }

    /** A good token, signed with the issuer's key in another way. */
    public static String signedWith(JWSAlgorithm algorithm, String subject, String... scopes) {
        return signed(KEY, algorithm, subject, claims -> claims, scopes);
    }

    /** A token signed with a key the issuer has never seen. */
    public static String forged(String subject, String... scopes) {
        return signed(newKey(), JWSAlgorithm.RS256, subject, claims -> claims, scopes);
    }

    /** A key as an issuer might have. */
    public static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(
            RSAKey key,
            JWSAlgorithm algorithm,
            String subject,
            UnaryOperator<JWTClaimsSet.Builder> changes,
            String... scopes) {
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .subject(subject)
                        .issuer(ISSUER)
                        .audience("shop")
                        .claim("scope", List.copyOf(Arrays.asList(scopes)))
                        .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))));
        try {
            SignedJWT token =
                    new SignedJWT(
                            new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(),
                            changes.apply(claims).build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
