package shop.common.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.common.Stubs;
import shop.common.TestService;
import shop.common.Web;
import shop.common.Web.Got;
import shop.testing.doors.TokenTable;

@TestService
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ResourceServerIT {

    private static final Signer KEY = Signer.named("first");
    private static final Signer LATER = Signer.named("later");

    @LocalServerPort private int port;

    @BeforeEach
    void publish() {
        Stubs.ISSUER.start();
        Stubs.ISSUER.answers(_ -> Signer.jwks(KEY));
    }

    private static JWTClaimsSet.Builder good() {
        return Signer.good("http://issuer.test");
    }

    private Got enter(String path, String token) {
        return new Web(port).get(path, "Authorization", "Bearer " + token);
    }

    /** Runs first: nobody has needed a key before. */
    @Test
    @Order(1)
    void saysThatItCannotCheckATokenBeforeItHasTheKeys() {
        Stubs.ISSUER.stop();

        enter("/shop/me", KEY.sign(good())).problem(503, "unavailable");
        assertThat(new Web(port).get("/open/forms?size=1").status()).isEqualTo(200);

        Stubs.ISSUER.start();
        await().untilAsserted(() ->
                assertThat(enter("/shop/me", KEY.sign(good())).status()).isEqualTo(200));
    }

    @Test
    void knowsTheCallerByHisTokenAlone() {
        Got alice = enter("/shop/me", KEY.sign(good()));
        Got ops =
                enter(
                        "/ops/me",
                        KEY.sign(good().subject("ops").claim("scope", List.of("shop", "ops"))));

        assertThat(alice.json()).hasToString("{\"name\":\"alice\",\"operator\":false}");
        assertThat(ops.json()).hasToString("{\"name\":\"ops\",\"operator\":true}");
    }

    static List<TokenTable.Row> tokens() {
        return new TokenTable(KEY.key(), "http://issuer.test").rows();
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void letsInWhoHasAGoodToken(TokenTable.Row row) {
        Got got = enter("/shop/me", row.token());

        if (row.good()) {
            assertThat(got.status()).isEqualTo(200);
        } else {
            got.problem(401, "unauthorized");
            assertThat(got.header("WWW-Authenticate"))
                    .isEqualTo("Bearer realm=\"shop\", error=\"invalid_token\"");
        }
    }

    @Test
    void wantsAToken() {
        Got none = new Web(port).get("/shop/me");
        Got basic = new Web(port).get("/shop/me", "Authorization", "Basic YWxpY2U6YWxpY2U=");

        assertThat(List.of(none, basic))
                .allSatisfy(got -> {
                    got.problem(401, "unauthorized");
                    assertThat(got.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"shop\"");
                });
    }

    @Test
    void takesATokenFromItsHeaderOnly() {
        new Web(port).get("/shop/me?access_token=" + KEY.sign(good())).problem(401, "unauthorized");
    }

    @Test
    void saysWhatATokenDoesNotAllow() {
        Got got = enter("/ops/me", KEY.sign(good()));

        got.problem(403, "forbidden");
        assertThat(got.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"shop\", error=\"insufficient_scope\"");
        enter("/elsewhere", KEY.sign(good())).problem(403, "forbidden");
    }

    @Test
    void goesOnWhileTheIssuerIsAway() {
        assertThat(enter("/shop/me", KEY.sign(good())).status()).isEqualTo(200);

        Stubs.ISSUER.stop();

        assertThat(enter("/shop/me", KEY.sign(good())).status()).isEqualTo(200);
        // An unknown key makes it ask again, in vain; that is nobody else's trouble.
        await().untilAsserted(() ->
                enter("/shop/me", Signer.named("unknown").sign(good()))
                        .problem(401, "unauthorized"));
        assertThat(enter("/shop/me", KEY.sign(good())).status()).isEqualTo(200);
    }

    @Test
    void picksUpANewKeyAndKeepsTheOld() {
        assertThat(enter("/shop/me", KEY.sign(good())).status()).isEqualTo(200);

        Stubs.ISSUER.answers(_ -> Signer.jwks(LATER, KEY));

        await().untilAsserted(() ->
                assertThat(enter("/shop/me", LATER.sign(good())).status()).isEqualTo(200));
        assertThat(enter("/shop/me", KEY.sign(good())).status()).isEqualTo(200);
    }
}
