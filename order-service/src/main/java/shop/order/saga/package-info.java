/**
 * Sagas that end: a log in PostgreSQL, and a thin runner that performs what a pure decider in
 * {@link shop.order.saga.definition} says.
 *
 * <p>Promised, whatever process dies or pauses wherever: a saga that was begun ends either
 * completed, undone or abandoned; past its point of no return it is never undone; every step and
 * every compensation is performed at least once where it is due, so both must be idempotent; of two
 * runners only the one with the newest epoch changes the log. What breaks one saga, be it a row
 * that cannot be read or an error, stops that saga alone, visibly, until its cause is gone. Nothing
 * is performed for a saga whose lease is over. A process that stops finishes what it has confirmed.
 * Not promised: that a step is performed only once.
 *
 * <p>The idea of a saga is from Garcia-Molina and Salem (1987); pivot and retriable steps are named
 * as in Richardson, Microservices Patterns (2018). Held by {@code SagaDeciderTests}, {@code
 * SagaRunnerIT}, {@code SagaTroublesIT}, {@code SagaLocksIT}, {@code FinishQueueIT} and {@code
 * SagaRecoveryIT}.
 */
@NullMarked
package shop.order.saga;

import org.jspecify.annotations.NullMarked;
