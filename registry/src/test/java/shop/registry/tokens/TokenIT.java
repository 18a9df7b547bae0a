package shop.registry.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.springframework.boot.test.context.SpringBootTest.WebEnvironment.RANDOM_PORT;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import shop.registry.RegistryApplication;

@SpringBootTest(
        webEnvironment = RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "shop.security.issuer-uri=https://shop.example/issuer"
        })
@AutoConfigureRestTestClient
@ActiveProfiles("demo")
class TokenIT {

    private static final ParameterizedTypeReference<Map<String, Object>> JSON =
            new ParameterizedTypeReference<>() {};

    @TempDir static Path directory;
    @Autowired RestTestClient registry;

    @DynamicPropertySource
    static void keepTheKeyApart(DynamicPropertyRegistry properties) {
        properties.add("shop.registry.key-file", () -> directory.resolve("key.json").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "alice, alice, shop",
        "dave, dave, shop",
        "c001, c001, shop",
        "c500, c500, shop",
        "ops, ops, shop ops",
        "order-service, order-service, stock:reserve payments:authorise books:read",
    })
    void givesAClientAllItsScopesUnlessFewerAreAskedFor(String name, String secret, String scopes)
            throws Exception {
        SignedJWT token = token(registry, name, secret, "");

        assertThat(token.getJWTClaimsSet().getStringListClaim("scope"))
                .containsExactlyInAnyOrder(scopes.split(" "));
    }

    @Test
    void givesFewerScopesWhenFewerAreAskedFor() throws Exception {
        SignedJWT token = token(registry, "ops", "ops", "&scope=shop");

        assertThat(token.getJWTClaimsSet().getStringListClaim("scope")).containsExactly("shop");
    }

    @Test
    void saysWhoFromWhomForWhomAndForHowLong() throws Exception {
        var claims = token(registry, "alice", "alice", "").getJWTClaimsSet();

        assertThat(claims.getSubject()).isEqualTo("alice");
        assertThat(claims.getIssuer()).isEqualTo("https://shop.example/issuer");
        assertThat(claims.getAudience()).isEqualTo(List.of("shop"));
        assertThat(claims.getExpirationTime().toInstant())
                .isCloseTo(Instant.now().plus(Duration.ofHours(1)), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void signsWithThePublishedKey() throws Exception {
        SignedJWT token = token(registry, "alice", "alice", "");
        JWKSet published = JWKSet.parse(published(registry));

        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(published.containsNonPublicKeys()).isFalse();
        var key = published.getKeyByKeyId(token.getHeader().getKeyID());
        assertThat(token.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
    }

    @Test
    void keepsItsKeyWhenItStartsAgain() {
        try (var again =
                new SpringApplicationBuilder(RegistryApplication.class)
                        .profiles("demo")
                        .run(
                                "--server.port=0",
                                "--management.server.port=-1",
                                "--shop.registry.key-file=" + directory.resolve("key.json"))) {
            RestTestClient restarted =
                    RestTestClient.bindToServer()
                            .baseUrl(
                                    "http://localhost:"
                                            + again.getEnvironment()
                                                    .getProperty("local.server.port"))
                            .build();

            assertThat(published(restarted)).isEqualTo(published(registry));
        }
    }

    @Test
    void takesTheSecretInTheBodyToo() {
        registry.post()
                .uri("/oauth2/token")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body("grant_type=client_credentials&client_id=bob&client_secret=bob")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void refusesAWrongSecretWithAChallenge() {
        registry.post()
                .uri("/oauth2/token")
                .headers(headers -> headers.setBasicAuth("alice", "bob"))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body("grant_type=client_credentials")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .exists(HttpHeaders.WWW_AUTHENTICATE);
    }

    @Test
    void refusesAScopeTheClientDoesNotHave() {
        registry.post()
                .uri("/oauth2/token")
                .headers(headers -> headers.setBasicAuth("alice", "alice"))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body("grant_type=client_credentials&scope=ops")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    private static SignedJWT token(
            RestTestClient registry, String name, String secret, String parameters)
            throws Exception {
        Map<String, Object> answer =
                registry.post()
                        .uri("/oauth2/token")
                        .headers(headers -> headers.setBasicAuth(name, secret))
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .body("grant_type=client_credentials" + parameters)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(JSON)
                        .returnResult()
                        .getResponseBody();
        return SignedJWT.parse(String.valueOf(Objects.requireNonNull(answer).get("access_token")));
    }

    private static String published(RestTestClient registry) {
        return Objects.requireNonNull(
                registry.get()
                        .uri("/oauth2/jwks")
                        .exchange()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody());
    }
}
