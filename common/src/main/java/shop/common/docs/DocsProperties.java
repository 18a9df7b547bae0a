package shop.common.docs;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How a reader of the description gets a token.
 *
 * @param tokenUrl where a client's name and secret are enough; if not set, the OpenID provider has
 *     flows of its own, which its metadata tells
 */
@ConfigurationProperties("shop.docs")
record DocsProperties(@Nullable String tokenUrl) {}
