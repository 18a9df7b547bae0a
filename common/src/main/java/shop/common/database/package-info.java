/**
 * What a service sees to before it works with its PostgreSQL: both have the same time zone,
 * whatever the machine's is, and every connection has time limits, also behind a pooler. Held by
 * {@code UniversalTimeIT} and {@code KeptTimeLimitsIT}.
 */
@NullMarked
package shop.common.database;

import org.jspecify.annotations.NullMarked;
