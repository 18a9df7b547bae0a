/**
 * Who is here: a Eureka server that lets nobody register or read without credentials.
 *
 * <p>Promises: without {@code shop.registry.password} the registry does not start; {@code
 * /eureka/**} and the dashboard answer 401 to strangers; management endpoints live on the
 * management port only. Proved by {@code RegistryIT} and {@code RegistryWithoutDemoIT}.
 */
@NullMarked
package shop.registry;

import org.jspecify.annotations.NullMarked;
