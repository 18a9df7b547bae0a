/**
 * Which instance of a service gets a request.
 *
 * <p>Promises: an instance whose connection just failed gets none for a few seconds, as long as
 * there is another; so a killed instance costs one request and not half of them until its lease
 * ends. Not guaranteed for an instance that hangs: only its time limit ends those. Proved by {@code
 * SuspectInstancesTests} and {@code RouteGuardIT}.
 */
@NullMarked
package shop.gateway.instances;

import org.jspecify.annotations.NullMarked;
