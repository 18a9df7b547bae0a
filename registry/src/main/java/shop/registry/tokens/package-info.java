/**
 * The demo profile's OAuth 2 token endpoint: known clients, client credentials, RS256 tokens for
 * one hour.
 *
 * <p>Promises: a token carries all scopes of its client unless fewer were asked for, {@code aud} is
 * {@code shop}, and the signing key outlives restarts. Whatever is sent to it, the answer says what
 * was wrong. Nothing here exists outside the demo profile. Proved by {@code TokenIT}, {@code
 * OddTokenRequestsIT}, {@code SigningKeyFileTests} and {@code RegistryWithoutDemoIT}.
 */
@NullMarked
package shop.registry.tokens;

import org.jspecify.annotations.NullMarked;
