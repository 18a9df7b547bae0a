package shop.order.saga.definition;

import java.util.function.BiFunction;

/**
 * The reasons for which sagas of one definition may be undone or abandoned.
 *
 * @param type the sealed type of all of them, which JSON can hold
 * @param late the one for a deadline that passed before the pivot
 * @param older what a code and a text meant that a version logged which knew nothing else; it reads
 *     any text, also none
 * @param <R> the sealed type
 */
public record UndoReasons<R extends UndoReason>(
        Class<R> type, R late, BiFunction<String, String, R> older) {}
