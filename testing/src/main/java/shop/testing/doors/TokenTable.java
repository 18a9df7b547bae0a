package shop.testing.doors;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tokens for alice, each one thing away from a good one. Every door has to answer all of them
 * alike.
 */
public final class TokenTable {

    private final Forge forge;
    private final String issuer;

    /**
     * @param key signs what the issuer would sign
     * @param issuer the {@code iss} that the doors want
     */
    public TokenTable(RSAKey key, String issuer) {
        this.forge = new Forge(key);
        this.issuer = issuer;
    }

    /** A token, and whether it is to be let in. */
    public record Row(String name, String token, boolean good) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** All rows. */
    public List<Row> rows() {
        return Stream.of(good(), badTimesAndNames(), badSubjects(), badHeaders(), noTokens())
                .flatMap(rows -> rows)
                .toList();
    }

    private Stream<Row> good() {
        return Stream.of(
                good("of no type", forge.signed(claims())),
                good("of type JWT", typed("JWT")),
                good("of type at+jwt", typed("at+jwt")),
                good("of type AT+JWT", typed("AT+JWT")),
                good("of type application/at+jwt", typed("application/at+jwt")),
                good("for one audience", with("aud", "shop")),
                good("for a list of audiences", with("aud", List.of("other", "shop"))),
                good("with a list of scopes", with("scope", List.of("shop", "other"))),
                good("with scopes by their other name", scp(List.of("shop"))),
                good("with a number as its subject", with("sub", 5)),
                good("with a claim that is unknown", with("unknown", Map.of("a", 1))));
    }

    private Stream<Row> badTimesAndNames() {
        return Stream.of(
                bad("expired", with("exp", secondsFromNow(-120))),
                bad("without an end", with("exp", null)),
                bad("with an end that is no time", with("exp", "tomorrow")),
                bad("not yet valid", with("nbf", secondsFromNow(120))),
                bad("of another issuer", with("iss", "http://other.test")),
                bad("of no issuer", with("iss", null)),
                bad("for another audience", with("aud", "shopping")),
                bad("for an empty list of audiences", with("aud", List.of())),
                bad("for no audience", with("aud", null)),
                bad("with scopes that are numbers", with("scope", List.of(1, 2))),
                bad("with a scope that is an object", with("scope", Map.of("shop", true))),
                bad("with numbers by the scopes' other name", scp(List.of(1, 2))));
    }

    private Stream<Row> badSubjects() {
        return Stream.of(
                bad("without a subject", with("sub", null)),
                bad("with an empty subject", with("sub", "")),
                bad("with a blank subject", with("sub", " \u00a0\t")),
                bad("with a control character in the subject", with("sub", "alice\u0000")),
                bad("with a subject without end", with("sub", "a".repeat(256))),
                bad("with a list as its subject", with("sub", List.of("alice"))));
    }

    private Stream<Row> badHeaders() {
        return Stream.of(
                bad("of a type for logging out", typed("logout+jwt")),
                bad("of a type for proofs", typed("dpop+jwt")),
                bad("RS512", forge.signedAs(JWSAlgorithm.RS512, claims())),
                bad("PS256", forge.signedAs(JWSAlgorithm.PS256, claims())),
                bad("HS256 with the public key", forge.signedWithPublicKeyAsSecret(claims())),
                bad("unsigned", Forge.unsigned(claims())),
                bad("signed by an impostor", forge.signedByAnImpostor(claims())),
                bad("with a header that must be understood", forge.critical(claims())),
                bad("changed", forge.signed(claims()).replaceFirst("\\.[^.]{4}", ".AAAA")));
    }

    private static Stream<Row> noTokens() {
        return Stream.of(bad("no token at all", "garbage"), bad("three parts of nothing", "a.b.c"));
    }

    private static Row good(String name, String token) {
        return new Row(name, token, true);
    }

    private static Row bad(String name, String token) {
        return new Row(name, token, false);
    }

    private String typed(String type) {
        return forge.typed(type, claims());
    }

    private String with(String claim, @Nullable Object value) {
        Map<String, Object> claims = claims();
        if (value == null) {
            claims.remove(claim);
        } else {
            claims.put(claim, value);
        }
        return forge.signed(claims);
    }

    /** Some issuers name the scopes so. */
    private String scp(List<?> scopes) {
        Map<String, Object> claims = claims();
        claims.remove("scope");
        claims.put("scp", scopes);
        return forge.signed(claims);
    }

    private Map<String, Object> claims() {
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", issuer);
        claims.put("aud", List.of("shop"));
        claims.put("sub", "alice");
        claims.put("scope", "shop");
        claims.put("exp", secondsFromNow(600));
        return claims;
    }

    private static long secondsFromNow(int seconds) {
        return Instant.now().getEpochSecond() + seconds;
    }
}
