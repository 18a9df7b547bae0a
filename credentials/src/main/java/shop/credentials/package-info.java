/**
 * Which tokens are good, and how secrets are read: the same code for all who check or read them.
 *
 * <p>Promises: the gateway and the services let in the same tokens, and refuse the others in the
 * same words; a secret may hold any characters. Proved by {@code TokenRulesTests} and {@code
 * SecretsTests}, and by the table of tokens that {@code AccessIT}, {@code ResourceServerIT} and,
 * with both doors side by side, {@code TokensIT} go through.
 */
@NullMarked
package shop.credentials;

import org.jspecify.annotations.NullMarked;
