/**
 * A request with an {@code Idempotency-Key} is done once, and every repeat gets the first answer.
 *
 * <p>The key and the answer are rows of the service's own database, written in the transaction that
 * does the work: either all of it happened and is remembered, or nothing did. Held by {@code
 * IdempotencyKeysIT}.
 */
@NullMarked
package shop.common.idempotency;

import org.jspecify.annotations.NullMarked;
