/**
 * Requests as a hostile but competent stranger sends them: as bytes, on a plain socket.
 *
 * <p>{@link shop.testing.odd.OddRequests} makes one from a seed, with what may be answered; {@link
 * shop.testing.odd.OddRun} sends thousands and names the seed of the first answer that breaks the
 * rules. The same requests go to the gateway, to a service alone, and to the running shop.
 */
@NullMarked
package shop.testing.odd;

import org.jspecify.annotations.NullMarked;
