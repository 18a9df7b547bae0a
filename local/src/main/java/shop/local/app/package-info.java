/**
 * The shop's own programs: where their jars are, how they are started quickly and small, and what
 * they are told. Proved by {@code JarsTests}, {@code ServiceEnvironmentTests} and {@code
 * JavaCommandTests}.
 */
@NullMarked
package shop.local.app;

import org.jspecify.annotations.NullMarked;
