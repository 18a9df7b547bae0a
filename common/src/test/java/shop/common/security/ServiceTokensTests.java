package shop.common.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

class ServiceTokensTests {

    private static final int LIFE = 600;

    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean issuerAway;
    private volatile Instant now = Instant.now();
    private final ServiceTokens tokens =
            new ServiceTokens(
                    _ -> issue(),
                    ClientRegistration.withRegistrationId("self")
                            .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                            .clientId("me")
                            .tokenUri("http://issuer.test/token")
                            .build(),
                    () -> now);

    private OAuth2AccessTokenResponse issue() {
        int number = asked.incrementAndGet();
        if (issuerAway) {
            throw new OAuth2AuthorizationException(new OAuth2Error("server_error"));
        }
        return OAuth2AccessTokenResponse.withToken("token-" + number)
                .tokenType(TokenType.BEARER)
                .expiresIn(LIFE)
                .build();
    }

    private void pass(int seconds) {
        now = now.plus(Duration.ofSeconds(seconds));
    }

    @Test
    void areFetchedOnceHoweverManyAsk() throws Exception {
        int many = 20;
        CyclicBarrier together = new CyclicBarrier(many);
        Callable<String> asking =
                () -> {
                    together.await();
                    return tokens.current();
                };

        try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
            List<Callable<String>> all = Stream.generate(() -> asking).limit(many).toList();
            for (Future<String> answer : threads.invokeAll(all)) {
                assertThat(answer.get()).isEqualTo("token-1");
            }
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void areRenewedFromHalfOfTheirLifeOn() {
        tokens.current();

        pass(LIFE / 2 - 10);
        tokens.current();
        assertThat(asked).hasValue(1);

        pass(20);
        tokens.current();
        assertThat(asked).hasValue(2);
        assertThat(tokens.current()).isEqualTo("token-2");
    }

    @Test
    void goOnBeingUsedWhileTheIssuerIsAway() {
        tokens.current();
        issuerAway = true;
        pass(LIFE / 2 + 10);

        assertThat(tokens.current()).isEqualTo("token-1");
        assertThat(tokens.current()).isEqualTo("token-1");
        assertThat(asked).hasValue(2);

        pass(2);
        assertThat(tokens.current()).isEqualTo("token-1");
        assertThat(asked).hasValue(3);

        issuerAway = false;
        pass(2);
        tokens.current();
        assertThat(tokens.current()).isEqualTo("token-4");
    }

    @Test
    void areNotUsedWhenAboutToExpire() {
        tokens.current();
        issuerAway = true;
        pass(LIFE - 4);

        assertThatExceptionOfType(OAuth2AuthorizationException.class).isThrownBy(tokens::current);
    }

    @Test
    void areNotAskedForAgainRightAfterAFailure() {
        issuerAway = true;
        Stream.generate(() -> tokens)
                .limit(10)
                .forEach(none ->
                        assertThatExceptionOfType(OAuth2AuthorizationException.class)
                                .isThrownBy(none::current));
        assertThat(asked).hasValue(1);

        issuerAway = false;
        pass(2);

        assertThat(tokens.current()).isEqualTo("token-2");
    }

    @Test
    void areReplacedWhereAPeerRefusesThem() {
        String refused = tokens.current();
        pass(2);

        assertThat(tokens.replace(refused)).isTrue();

        assertThat(tokens.current()).isEqualTo("token-2");
        assertThat(tokens.replace(refused)).as("another call with the same one").isTrue();
        assertThat(asked).hasValue(2);
    }

    @Test
    void areReplacedOnceASecondAtMost() {
        String first = tokens.current();
        assertThat(tokens.replace(first)).isFalse();
        pass(2);
        assertThat(tokens.replace(first)).isTrue();

        for (int i = 0; i < 100; i++) {
            assertThat(tokens.replace(tokens.current())).isFalse();
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void goOnBeingUsedWhenRefusedWhileTheIssuerIsAway() {
        String refused = tokens.current();
        pass(2);
        issuerAway = true;

        assertThat(tokens.replace(refused)).isFalse();
        assertThat(tokens.replace(refused)).isFalse();

        assertThat(asked).hasValue(2);
        assertThat(tokens.current()).isEqualTo(refused);
    }
}
