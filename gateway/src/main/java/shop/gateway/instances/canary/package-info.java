/**
 * Canaries: the newest of several registered versions of a service is tried on few callers.
 *
 * <p>An instance's version is {@code version} in its metadata in the registry; one without is older
 * than all others. Promises: a set share of callers, always the same ones for the same version, and
 * whoever sends {@code X-Canary: true} get the newest version, everybody else the older ones. When
 * its error rate lies more than a bound above theirs it is taken out, with a {@link
 * shop.gateway.instances.canary.CanaryTakenOut} event, a warning and the counter {@code
 * shop.canaries.taken.out}; no caller gets it then, not even one that asks for it. It stays out
 * until another version is the newest, or its own last instance is gone from the registry. A repeat
 * after no answer from the canary goes to a stable instance. When no older instance answers any
 * more, all callers get the newest version at once, whatever its share: a trial is no reason for an
 * outage.
 *
 * <p>The header is safe from outside: it chooses between instances that serve customers anyway and
 * check tokens themselves, and it is not passed on. Not guaranteed: that several gateways take a
 * canary out at once, or that one which restarts still knows; each counts for itself. Callers
 * without a token behind one address are one caller. With the share at 0, a rolling upgrade reaches
 * most callers when the last old instance leaves. Proved by {@code CanariesTests} and {@code
 * CanaryIT}.
 */
@NullMarked
package shop.gateway.instances.canary;

import org.jspecify.annotations.NullMarked;
