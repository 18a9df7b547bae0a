package shop.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;
import shop.gateway.Tokens;

class SigningKeysTests {

    private static final RSAKey FIRST = Tokens.newKey();
    private static final RSAKey SECOND = Tokens.newKey();

    private final AtomicInteger fetches = new AtomicInteger();
    private VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private Mono<String> issuer = publishing(FIRST);

    @BeforeEach
    void takeOverTheClock() {
        time = VirtualTimeScheduler.getOrSet();
    }

    @AfterEach
    void giveBackTheClock() {
        VirtualTimeScheduler.reset();
    }

    @Test
    void fetchesAtTheStartAndThenAnswersFromMemory() {
        try (SigningKeys keys = keys()) {
            assertThat(candidates(keys, FIRST)).hasSize(1);
            assertThat(candidates(keys, FIRST)).hasSize(1);

            assertThat(fetches).hasValue(1);
        }
    }

    @Test
    void keepsKnownKeysWhileTheIssuerIsAway() {
        try (SigningKeys keys = keys()) {
            issuer = Mono.error(new IOException("connection refused"));
            time.advanceTimeBy(Duration.ofHours(1));

            assertThat(fetches.get()).isGreaterThan(10);
            assertThat(candidates(keys, FIRST)).hasSize(1);
        }
    }

    @Test
    void keepsKnownKeysWhenTheIssuerTalksNonsense() {
        try (SigningKeys keys = keys()) {
            issuer = Mono.just("{\"keys\":[]}");
            time.advanceTimeBy(Duration.ofMinutes(5));
            assertThat(candidates(keys, FIRST)).hasSize(1);

            issuer = Mono.just("<html>");
            time.advanceTimeBy(Duration.ofMinutes(5));
            assertThat(candidates(keys, FIRST)).hasSize(1);
        }
    }

    @Test
    void fetchesAgainForAnUnknownKey() {
        try (SigningKeys keys = keys()) {
            issuer = publishing(FIRST, SECOND);
            time.advanceTimeBy(Duration.ofSeconds(2));

            assertThat(candidates(keys, SECOND)).hasSize(1);
        }
    }

    @Test
    void fetchesAtMostOnceASecondForUnknownKeys() {
        try (SigningKeys keys = keys()) {
            for (int i = 0; i < 100; i++) {
                assertThat(candidates(keys, SECOND)).isEmpty();
            }

            assertThat(fetches).hasValue(1);
        }
    }

    @Test
    void knowsNoForeignKeyWhileTheIssuerIsAway() {
        try (SigningKeys keys = keys()) {
            issuer = Mono.error(new IOException("connection refused"));
            time.advanceTimeBy(Duration.ofSeconds(2));

            assertThat(candidates(keys, SECOND)).isEmpty();
        }
    }

    @Test
    void failsIfNoKeyWasEverFetched() {
        issuer = Mono.error(new IOException("connection refused"));
        try (SigningKeys keys = keys()) {
            assertThatThrownBy(() -> candidates(keys, FIRST))
                    .hasRootCauseInstanceOf(IOException.class);

            issuer = publishing(FIRST);
            time.advanceTimeBy(Duration.ofSeconds(2));

            assertThat(candidates(keys, FIRST)).hasSize(1);
        }
    }

    private SigningKeys keys() {
        SigningKeys keys =
                new SigningKeys(
                        Mono.defer(() -> {
                            fetches.incrementAndGet();
                            return issuer;
                        }));
        time.advanceTime();
        return keys;
    }

    private static Mono<String> publishing(RSAKey... keys) {
        return Mono.just(new JWKSet(List.<JWK>of(keys)).toString());
    }

    private static List<JWK> candidates(SigningKeys keys, RSAKey signer) {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(signer.getKeyID()).build();
        return Objects.requireNonNull(
                keys.candidates(new SignedJWT(header, new JWTClaimsSet.Builder().build()))
                        .collectList()
                        .block());
    }
}
