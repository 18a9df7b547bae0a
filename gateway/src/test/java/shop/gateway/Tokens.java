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
import shop.testing.doors.TokenTable;

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

    /** Good and bad tokens, and which is which. */
    public static List<TokenTable.Row> table() {
        return new TokenTable(KEY, ISSUER).rows();
    }

    /** A good token. */
    public static String of(String subject, String... scopes) {
        return signed(KEY, subject, scopes);
    }

    /** A token signed with a key the issuer has never seen. */
    public static String forged(String subject, String... scopes) {
        return signed(newKey(), subject, scopes);
    }

    /** A key as an issuer might have. */
    public static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(RSAKey key, String subject, String... scopes) {
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .subject(subject)
                        .issuer(ISSUER)
                        .audience("shop")
                        .claim("scope", List.copyOf(Arrays.asList(scopes)))
                        .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))))
                        .build();
        try {
            SignedJWT token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                            claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
