/**
 * Processes that outlive the program that started them: found again by pid and start time, so that
 * a recycled pid is never mistaken for one of the shop's. Proved by {@code PidTests}, {@code
 * PidFilesTests} and {@code DaemonsTests}.
 */
@NullMarked
package shop.local.process;

import org.jspecify.annotations.NullMarked;
