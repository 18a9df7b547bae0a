/**
 * What a service sees to before it works with its PostgreSQL: both have the same time zone,
 * whatever the machine's is, every connection has time limits, also behind a pooler, a locked row
 * is not taken for a slow statement, and the pool is filled before requests come. Held by {@code
 * UniversalTimeIT}, {@code KeptTimeLimitsIT}, {@code LockedRowsIT} and {@code FilledPoolIT}.
 */
@NullMarked
package shop.common.database;

import org.jspecify.annotations.NullMarked;
