/**
 * A request with an {@code Idempotency-Key} is done once, and every repeat gets the first answer.
 *
 * <p>The key and the answer are rows of the service's own database, written in the transaction that
 * does the work: either all of it happened and is remembered, or nothing did. A key is forgotten
 * after seven days, as fast as keys are made. Two versions of a service agree about what is the
 * same request, though one knows a field that the other does not. Held by {@code IdempotencyKeysIT}
 * and {@code FingerprintTests}.
 */
@NullMarked
package shop.common.idempotency;

import org.jspecify.annotations.NullMarked;
