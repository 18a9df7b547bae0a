/**
 * Who is at the other end of a connection: a proxy of ours, which says for whom it asks, or a
 * stranger, who says nothing that counts.
 *
 * <p>Promises: {@code X-Forwarded-For} and trace headers count from {@code
 * shop.gateway.trusted-proxies} only; callers without a token are told apart by their own address,
 * of IPv6 by its first 64 bits. Not guaranteed: that a trusted proxy keeps back the trace headers
 * of strangers, which it has to do itself. Proved by {@code StrangersIT}, {@code TrustedProxyIT}
 * and {@code ForwardedForTests}.
 */
@NullMarked
package shop.gateway.peers;

import org.jspecify.annotations.NullMarked;
