/**
 * Who may come in: tokens are checked here, and again in every service.
 *
 * <p>Promises: RS256, {@code iss}, {@code aud} and {@code exp} are all required; a bad token is
 * refused even where none is needed; known keys stay good while their issuer is away. Proved by
 * {@code AccessIT} and {@code SigningKeysTests}.
 */
@NullMarked
package shop.gateway.security;

import org.jspecify.annotations.NullMarked;
