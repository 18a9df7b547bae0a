/**
 * Scheduled jobs.
 *
 * <p>Promises: a job that waits, for a lock or a slow database, keeps no other job waiting. Proved
 * by {@code JobsTests}. Each ends by the time limits of its statements.
 */
@NullMarked
package shop.common.jobs;

import org.jspecify.annotations.NullMarked;
