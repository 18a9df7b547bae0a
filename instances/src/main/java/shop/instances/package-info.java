/**
 * Which instances of a service are better left alone for a while, for everybody who chooses among
 * them: the gateway, and the services that call others.
 *
 * <p>An instance is ready once the registry knows it, and one that is told to stop says so, and
 * works on until everybody knows: a rolling restart that waits for readiness costs no request.
 *
 * <p>The gateway and the services sign in at the registry with an account that stands in no URL,
 * and so in no log.
 *
 * <p>Promises: an instance whose connection just failed is given no request for some seconds, as
 * long as there is another; so a killed instance costs one request and not half of them until its
 * lease ends. Not guaranteed for an instance that hangs: only its time limit ends those. A service
 * of which suddenly no instance is known keeps those that it had for a quarter of a minute, so a
 * registry that comes back empty is not believed. Proved by {@code SuspectInstancesTests} and
 * {@code RememberedInstancesTests}, and with real processes by {@code InstanceFaults}; of starts
 * and stops, by {@code RegisteredBeforeReadyIT}, {@code FarewellTests} and {@code UpgradeIT}; of
 * the account, by {@code RegistryAccountTests} and {@code SecretsIT}.
 */
@NullMarked
package shop.instances;

import org.jspecify.annotations.NullMarked;
