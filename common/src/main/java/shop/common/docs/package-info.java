/**
 * The API's description, {@code /v3/api-docs}, for readers who try the API out through the gateway.
 *
 * <p>Promises: requests go to the address that the description came from; the page can get a token,
 * and has a key at hand for requests that need one. Proved by {@code DocsTests}, and by {@code
 * TryItOutIT}, which sends what the descriptions say.
 */
@NullMarked
package shop.common.docs;

import org.jspecify.annotations.NullMarked;
