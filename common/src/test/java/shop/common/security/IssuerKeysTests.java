package shop.common.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import shop.common.StubServer;
import shop.common.StubServer.Asked;
import shop.common.StubServer.Reply;

/** Keys whose address only the issuer knows. */
class IssuerKeysTests {

    private static final Signer KEY = Signer.named("key");

    private final StubServer issuer = new StubServer();
    private final JwtDecoder decoder =
            new SecurityAutoConfiguration()
                    .jwtDecoder(new SecurityProperties(URI.create(issuer.uri()), null, null));

    @BeforeEach
    void publish() {
        issuer.answers(asked -> answer(asked, issuer.uri()));
    }

    private Reply answer(Asked asked, String name) {
        return switch (asked.path()) {
            case "/.well-known/openid-configuration" ->
                    Reply.json(
                            """
                            {"issuer":"%s","jwks_uri":"%s/keys",
                             "subject_types_supported":["public"]}
                            """
                                    .formatted(name, issuer.uri()));
            case "/keys" -> Signer.jwks(KEY);
            default -> Reply.problem(404, "not-found");
        };
    }

    private String token() {
        return KEY.sign(Signer.good(issuer.uri()));
    }

    @Test
    void areFoundThroughTheIssuersMetadataOnce() {
        assertThat(issuer.asked()).isEmpty();

        assertThat(decoder.decode(token()).getSubject()).isEqualTo("alice");
        assertThat(decoder.decode(token()).getSubject()).isEqualTo("alice");

        assertThat(issuer.asked())
                .extracting(Asked::path)
                .containsExactly("/.well-known/openid-configuration", "/keys");
    }

    @Test
    void areGoodForRs256Only() {
        String token = KEY.signAs(JWSAlgorithm.RS384, Signer.good(issuer.uri()));

        assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> decoder.decode(token));
    }

    @Test
    void goOnServingWhileTheIssuerIsAway() {
        decoder.decode(token());

        issuer.stop();

        assertThat(decoder.decode(token()).getSubject()).isEqualTo("alice");
        assertThatExceptionOfType(BadJwtException.class)
                .isThrownBy(() ->
                        decoder.decode(Signer.named("unknown").sign(Signer.good(issuer.uri()))));
    }

    @Test
    void serveEverybodyWhenTheCacheEndsWhileTheIssuerIsAway() throws Exception {
        JWKSource<SecurityContext> keys =
                IssuerKeys.lasting(
                        new SecurityProperties(URI.create(issuer.uri()), null, null),
                        builder -> builder.cache(1500, 100).refreshAheadCache(1300, false));
        JWKSelector any = new JWKSelector(new JWKMatcher.Builder().build());
        assertThat(keys.get(any, null)).hasSize(1);

        issuer.stop();

        long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
        while (System.nanoTime() < end) {
            assertThat(keys.get(any, null)).hasSize(1);
        }
    }

    @Test
    void areNotToBeHadFromSomebodyElse() {
        issuer.answers(asked -> answer(asked, "http://other.test"));

        assertThatExceptionOfType(JwtException.class)
                .isThrownBy(() -> decoder.decode(token()))
                .isNotInstanceOf(BadJwtException.class);
    }

    @Test
    void areAskedForAgainAfterTheIssuerWasAway() {
        issuer.stop();
        assertThatExceptionOfType(JwtException.class)
                .isThrownBy(() -> decoder.decode(token()))
                .isNotInstanceOf(BadJwtException.class);

        issuer.start();

        assertThat(decoder.decode(token()).getSubject()).isEqualTo("alice");
    }
}
