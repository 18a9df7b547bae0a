package shop.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jwt.Jwt;

/** The rules alone; the table of tokens asks both doors. */
class TokenRulesTests {

    private static final String ISSUER = "http://issuer.test";

    @Test
    void letAGoodTokenIn() {
        assertThat(isGood(token -> {})).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt"})
    @NullSource
    void knowTheTypesOfAccessTokens(String type) {
        assertThat(isGood(token -> token.headers(h -> put(h, "typ", type)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "dpop+jwt", "JWE", "id+jwt"})
    void refuseTokensOfOtherTypes(String type) {
        assertThat(isGood(token -> token.header("typ", type))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\u2003", "a\u0000", "a\n", "\ud83d", "a\u007f"})
    @NullSource
    void wantASubjectThatCanBeAName(String subject) {
        assertThat(isGood(token -> token.claims(c -> put(c, "sub", subject)))).isFalse();
    }

    @Test
    void wantASubjectOf255CharactersAtMost() {
        assertThat(isGood(token -> token.subject("a".repeat(255)))).isTrue();
        assertThat(isGood(token -> token.subject("a".repeat(256)))).isFalse();
    }

    @Test
    void wantAnEnd() {
        assertThat(isGood(token -> token.claims(c -> c.remove("exp")))).isFalse();
        assertThat(isGood(token -> token.expiresAt(Instant.now().minusSeconds(120)))).isFalse();
    }

    @Test
    void wantTheIssuerAndTheAudience() {
        assertThat(isGood(token -> token.issuer("http://other.test"))).isFalse();
        assertThat(isGood(token -> token.audience(List.of("other")))).isFalse();
        assertThat(isGood(token -> token.audience(List.of("other", "shop")))).isTrue();
        assertThat(isGood(token -> token.claims(c -> c.remove("aud")))).isFalse();
    }

    @Test
    void wantScopesThatAreWords() {
        assertThat(isGood(token -> token.claim("scope", List.of("shop", "ops")))).isTrue();
        assertThat(isGood(token -> token.claim("scope", List.of(1)))).isFalse();
        assertThat(isGood(token -> token.claim("scope", Map.of("shop", true)))).isFalse();
        assertThat(isGood(token -> token.claims(c -> c.remove("scope")))).isTrue();
        assertThat(isGood(token -> token.claim("scp", List.of("shop")))).isTrue();
        assertThat(isGood(token -> token.claim("scp", List.of(1, 2)))).isFalse();
    }

    private static boolean isGood(Consumer<Jwt.Builder> change) {
        Jwt.Builder token =
                Jwt.withTokenValue("token")
                        .header("alg", "RS256")
                        .issuer(ISSUER)
                        .audience(List.of("shop"))
                        .subject("alice")
                        .claim("scope", "shop")
                        .expiresAt(Instant.now().plusSeconds(60));
        change.accept(token);
        return !TokenRules.of(ISSUER).validate(token.build()).hasErrors();
    }

    private static void put(Map<String, Object> map, String name, String value) {
        if (value == null) {
            map.remove(name);
        } else {
            map.put(name, value);
        }
    }
}
