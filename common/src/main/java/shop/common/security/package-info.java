/**
 * Who is calling, and as whom we call.
 *
 * <p>Every service is an OAuth 2 resource server: tokens are RS256, of one issuer, for the audience
 * {@code shop}; keys once fetched go on serving while the issuer is away. A service that calls
 * others gets a token of its own. Held by {@code ResourceServerIT}.
 */
@NullMarked
package shop.common.security;

import org.jspecify.annotations.NullMarked;
