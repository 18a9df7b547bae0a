package shop.common.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.URL;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The issuer's keys, from their own address or the one that its metadata names. Nothing is asked
 * before the first token comes, so a service starts without its issuer.
 */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

    private static final int MILLISECONDS = 1000;
    private static final int MILLISECONDS_BETWEEN_FETCHES = 1000;

    private final String issuer;
    private volatile @Nullable JWKSetSource<SecurityContext> keys;
    private volatile @Nullable JWKSet last;

    private IssuerKeys(String issuer, @Nullable URL address) {
        this.issuer = issuer;
        this.keys = address == null ? null : at(address);
    }

    /**
     * Keys that once fetched go on serving while the issuer is away. A key that is not among them
     * is asked for once a second at most; in between it is simply not known.
     */
    static JWKSource<SecurityContext> lasting(SecurityProperties properties) {
        return lasting(properties, builder -> builder);
    }

    /**
     * The same with another cache. Before its end Nimbus tries to renew it, again and again while
     * the issuer is away, and so uses up the fetches that are allowed: whoever comes at the end
     * runs into the limit, and is served with the last set.
     */
    static JWKSource<SecurityContext> lasting(
            SecurityProperties properties,
            UnaryOperator<JWKSourceBuilder<SecurityContext>> caching) {
        IssuerKeys issuerKeys =
                new IssuerKeys(properties.issuerUri().toString(), properties.jwkSetUri());
        JWKSource<SecurityContext> source =
                caching.apply(JWKSourceBuilder.create(issuerKeys))
                        .rateLimited(MILLISECONDS_BETWEEN_FETCHES)
                        .outageTolerantForever()
                        .build();
        return (selector, context) -> {
            try {
                return source.get(selector, context);
            } catch (RateLimitReachedException e) {
                JWKSet last = issuerKeys.last;
                if (last == null) {
                    throw e;
                }
                return selector.select(last);
            }
        };
    }

    @Override
    public JWKSet getJWKSet(
            JWKSetCacheRefreshEvaluator refresh, long time, @Nullable SecurityContext context)
            throws KeySourceException {
        JWKSetSource<SecurityContext> known = keys;
        if (known == null) {
            known = at(addressFromMetadata());
            keys = known;
        }
        JWKSet fresh = known.getJWKSet(refresh, time, context);
        last = fresh;
        return fresh;
    }

    private URL addressFromMetadata() throws KeySourceException {
        try {
            return OIDCProviderMetadata.resolve(new Issuer(issuer), MILLISECONDS, MILLISECONDS)
                    .getJWKSetURI()
                    .toURL();
        } catch (GeneralException | IOException e) {
            throw new JWKSetUnavailableException("cannot read the metadata of " + issuer, e);
        }
    }

    private static JWKSetSource<SecurityContext> at(URL address) {
        return new URLBasedJWKSetSource<>(
                address, new DefaultResourceRetriever(MILLISECONDS, MILLISECONDS));
    }

    @Override
    public void close() {
        // Holds nothing open.
    }
}
