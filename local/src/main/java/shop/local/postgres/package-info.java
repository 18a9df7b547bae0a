/**
 * A real PostgreSQL, unpacked from a Maven artifact, with its data on disk and one database and one
 * role for each service. Proved by {@code BackendsIT}.
 */
@NullMarked
package shop.local.postgres;

import org.jspecify.annotations.NullMarked;
