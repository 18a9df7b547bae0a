/**
 * What a saga is and what comes next: values and pure functions, without a clock, a database or a
 * thread.
 *
 * <p>Promised: a decision depends on the logged state and on whether the deadline has passed, and
 * on nothing else. Held by {@code SagaDeciderTests}.
 */
@NamedInterface("definition")
@NullMarked
package shop.order.saga.definition;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
