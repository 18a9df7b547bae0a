/**
 * Who is calling, and as whom we call.
 *
 * <p>Every service is an OAuth 2 resource server: a token has to keep {@link
 * shop.credentials.TokenRules}, as at the gateway; keys once fetched go on serving while the issuer
 * is away. A service that calls others gets a token of its own. Management endpoints may be read by
 * all who reach their port, and changed with an operator's token only. Held by {@code
 * ResourceServerIT}, and by {@code ManagementIT} in each service.
 */
@NullMarked
package shop.common.security;

import org.jspecify.annotations.NullMarked;
