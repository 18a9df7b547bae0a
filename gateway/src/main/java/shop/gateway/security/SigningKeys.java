package shop.gateway.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The issuer's public keys, kept in memory for as long as the issuer is away.
 *
 * <p>They are fetched at the start, once a minute, and when a token names an unknown key, but never
 * more often than once a second, so that made-up tokens cannot make the gateway attack the issuer.
 * A key the issuer drops is trusted until the next fetch that succeeds.
 */
final class SigningKeys implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration REFRESH_EVERY = Duration.ofMinutes(1);

    private final Mono<JWKSet> fetch;
    private final Disposable refreshing;
    private volatile @Nullable JWKSet known;

    /**
     * Starts fetching at once.
     *
     * @param document yields the issuer's JWK set as JSON, or an error, within a bounded time
     */
    SigningKeys(Mono<String> document) {
        this.fetch =
                document.map(SigningKeys::parse)
                        .doOnNext(keys -> known = keys)
                        .doOnError(e -> LOG.warn("No keys from the issuer: {}", e.toString()))
                        .cache(
                                keys -> SHORTEST_PAUSE,
                                error -> SHORTEST_PAUSE,
                                () -> Duration.ZERO);
        this.refreshing =
                Flux.interval(Duration.ZERO, REFRESH_EVERY)
                        .onBackpressureDrop()
                        .concatMap(tick -> fetch.onErrorComplete())
                        .subscribe();
    }

    /**
     * The keys that may have signed this token; none if the issuer does not know such a key.
     *
     * <p>Fails only if no key has ever been fetched.
     */
    Flux<JWK> candidates(SignedJWT token) {
        JWKSelector wanted = new JWKSelector(JWKMatcher.forJWSHeader(token.getHeader()));
        JWKSet keys = known;
        if (keys == null) {
            return fetch.flatMapIterable(wanted::select);
        }
        Flux<JWK> matching = Flux.fromIterable(wanted.select(keys));
        return matching.switchIfEmpty(fetch.onErrorComplete().flatMapIterable(wanted::select));
    }

    @Override
    public void close() {
        refreshing.dispose();
    }

    private static JWKSet parse(String document) {
        try {
            JWKSet keys = JWKSet.parse(document);
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("an empty key set");
            }
            return keys;
        } catch (ParseException e) {
            throw new IllegalArgumentException("not a key set", e);
        }
    }
}
