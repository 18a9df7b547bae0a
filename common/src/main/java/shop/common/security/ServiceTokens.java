package shop.common.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/**
 * This service's own access token.
 *
 * <p>It is renewed from half of its life on, by one thread while the others go on with the old one,
 * and not within a second of a failure; so an issuer that is away for less than half a token's life
 * goes unnoticed. A token that a peer refuses is replaced at once, and goes on serving where it is
 * still accepted until there is another.
 */
public final class ServiceTokens {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceTokens.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final OAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> issuer;
    private final OAuth2ClientCredentialsGrantRequest request;
    private final InstantSource clock;
    private final ReentrantLock renewing = new ReentrantLock();
    private volatile @Nullable OAuth2AccessToken token;
    private volatile Instant fetched = Instant.MIN;
    private volatile @Nullable Failure lastFailure;

    private record Failure(Instant at, RuntimeException cause) {}

    ServiceTokens(
            OAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> issuer,
            ClientRegistration client,
            InstantSource clock) {
        this.issuer = issuer;
        this.request = new OAuth2ClientCredentialsGrantRequest(client);
        this.clock = clock;
    }

    /**
     * A token that is valid now.
     *
     * @throws OAuth2AuthorizationException if there is none and none can be got
     */
    public String current() {
        OAuth2AccessToken known = token;
        Instant now = clock.instant();
        if (known == null || !isValid(known, now)) {
            return firstToken().getTokenValue();
        }
        if (isHalfUsed(known, now) && failureBefore(now) == null) {
            renewIfNobodyDoes();
        }
        return known.getTokenValue();
    }

    /**
     * Fetches another token in place of one that a peer refused, as it does after the issuer's key
     * was changed or the client was revoked; one thread asks while the others wait.
     *
     * @param refused the token that was not accepted
     * @return whether there is another one now; false if that one was fetched, or the issuer asked
     *     in vain, less than a second ago
     */
    public boolean replace(String refused) {
        renewing.lock();
        try {
            OAuth2AccessToken known = token;
            if (known != null && !known.getTokenValue().equals(refused)) {
                return true;
            }
            Instant now = clock.instant();
            if (now.isBefore(fetched.plus(BETWEEN_TRIES)) || failureBefore(now) != null) {
                return false;
            }
            renew();
            return true;
        } catch (RuntimeException e) {
            LOG.warn("a peer refuses this service's token, and there is no other: {}", e, e);
            return false;
        } finally {
            renewing.unlock();
        }
    }

    // Those who wait while one asks in vain do not ask in vain one after the other.
    private OAuth2AccessToken firstToken() {
        renewing.lock();
        try {
            OAuth2AccessToken known = token;
            Instant now = clock.instant();
            if (known != null && isValid(known, now)) {
                return known;
            }
            Failure failure = failureBefore(now);
            if (failure != null) {
                throw new OAuth2AuthorizationException(
                        new OAuth2Error("temporarily_unavailable"), failure.cause());
            }
            return renew();
        } finally {
            renewing.unlock();
        }
    }

    private void renewIfNobodyDoes() {
        if (!renewing.tryLock()) {
            return;
        }
        try {
            renew();
        } catch (RuntimeException e) {
            LOG.warn("cannot renew this service's token, going on with the old one: {}", e, e);
        } finally {
            renewing.unlock();
        }
    }

    private OAuth2AccessToken renew() {
        try {
            OAuth2AccessToken fresh = issuer.getTokenResponse(request).getAccessToken();
            token = fresh;
            fetched = clock.instant();
            return fresh;
        } catch (RuntimeException e) {
            lastFailure = new Failure(clock.instant(), e);
            throw e;
        }
    }

    private @Nullable Failure failureBefore(Instant now) {
        Failure failure = lastFailure;
        return failure != null && now.isBefore(failure.at().plus(BETWEEN_TRIES)) ? failure : null;
    }

    private static boolean isValid(OAuth2AccessToken token, Instant now) {
        Instant end = token.getExpiresAt();
        return end != null && now.isBefore(end.minusSeconds(5));
    }

    private static boolean isHalfUsed(OAuth2AccessToken token, Instant now) {
        Instant start = token.getIssuedAt();
        Instant end = token.getExpiresAt();
        return start != null
                && end != null
                && now.isAfter(start.plus(Duration.between(start, end).dividedBy(2)));
    }
}
