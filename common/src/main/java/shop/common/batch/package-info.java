/**
 * Batches in which one broken item stops nothing but itself, and is seen.
 *
 * <p>Held by {@code BatchesTests}, and with real damage by the services' {@code DamagedPaymentsIT}
 * and {@code DamagedReservationsIT}.
 */
@NullMarked
package shop.common.batch;

import org.jspecify.annotations.NullMarked;
