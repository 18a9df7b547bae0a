/**
 * What can be done to a process on purpose: the words of {@code ./shop fault}, and who carries each
 * fault out. Proved by {@code FaultTests}, {@code FreezesTests} and, against a whole shop, {@code
 * LabsIT}.
 */
@NullMarked
package shop.local.fault;

import org.jspecify.annotations.NullMarked;
