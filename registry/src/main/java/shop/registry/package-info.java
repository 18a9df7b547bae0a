/**
 * Who is here: a Eureka server at which registering and reading need credentials.
 *
 * <p>Promises: without {@code shop.registry.password} the registry does not start; {@code
 * /eureka/**} and the dashboard answer 401 to strangers; management endpoints live on the
 * management port only, and change nothing; registries sign in at each other with an account that
 * stands in no URL. Proved by {@code RegistryIT}, {@code ReplicationIT} and {@code
 * RegistryWithoutDemoIT}.
 */
@NullMarked
package shop.registry;

import org.jspecify.annotations.NullMarked;
