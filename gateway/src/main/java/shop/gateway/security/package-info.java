/**
 * Who may come in: tokens are checked here, and again in every service.
 *
 * <p>Promises: a token has to keep {@link shop.credentials.TokenRules}, as in the services; a bad
 * one is refused even where none is needed; known keys stay good while their issuer is away; at the
 * management port strangers may read and nothing else. Proved by {@code AccessIT}, {@code
 * ManagementIT} and {@code SigningKeysTests}.
 */
@NullMarked
package shop.gateway.security;

import org.jspecify.annotations.NullMarked;
