package shop.order.saga.definition;

import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A saga, told in the order in which it happens: undoable steps, at most one point of no return,
 * steps that must finish. {@link #named} begins to tell one.
 *
 * <p>Steps and compensations are remote and idempotent; they run outside any transaction and may
 * run more than once. The point of no return and the three ends are local: they run in the
 * transaction that logs them, once.
 *
 * @param name stored with every saga, and so must not change
 * @param type of the data, a record that JSON can hold; it never changes
 * @param reasons why it may be undone or abandoned; null if every step must finish
 * @param whenCompleted what else is committed with the end of sagas that were completed; answers
 *     for which of them it can be done now, and the others end later
 * @param ifUndone what else is committed with the end of a saga that was undone
 * @param ifImpossible the same for a saga whose must-finish step was refused, if anything makes
 *     good for that; otherwise it needs attention, and is retried
 * @param <T> the saga's data
 */
public record SagaDefinition<T>(
        String name,
        Class<T> type,
        List<SagaStep<T>> steps,
        @Nullable UndoReasons<?> reasons,
        UnaryOperator<List<T>> whenCompleted,
        BiConsumer<T, UndoReason> ifUndone,
        @Nullable BiConsumer<T, UndoReason> ifImpossible) {

    /**
     * A definition.
     *
     * @throws IllegalStateException if the steps are not in the order that the rules need
     */
    public SagaDefinition {
        steps = List.copyOf(steps);
        for (int i = 1; i < steps.size(); i++) {
            SagaStep<T> before = steps.get(i - 1);
            SagaStep<T> after = steps.get(i);
            boolean pivotTwice = after.kind() == StepKind.PIVOT && before.kind() == after.kind();
            if (pivotTwice || before.kind().compareTo(after.kind()) > 0) {
                throw new IllegalStateException(after.name() + " cannot follow " + before.name());
            }
        }
        if (steps.getLast().kind() == StepKind.UNDOABLE
                || (reasons == null && steps.getFirst().kind() != StepKind.MUST_FINISH)) {
            throw new IllegalStateException(name + " needs a pivot, and reasons to turn back");
        }
    }

    /** Begins a definition whose steps can be refused, and undone for these reasons. */
    public static <T, R extends UndoReason> SagaBuilder<T, R> named(
            String name, Class<T> type, UndoReasons<R> reasons) {
        return new SagaBuilder<>(name, type, reasons);
    }

    /** Begins a definition of which every step must finish. */
    public static <T> SagaBuilder<T, UndoReason> named(String name, Class<T> type) {
        return new SagaBuilder<>(name, type, null);
    }

    /**
     * The same, after a look whether a refusal is one of the definition's own reasons.
     *
     * @throws IllegalStateException if not
     */
    public StepOutcome checked(StepOutcome outcome) {
        if (outcome instanceof StepOutcome.Refused(UndoReason why)
                && !reasonsNamed().type().isInstance(why)) {
            throw new IllegalStateException(name + " is never undone for " + why);
        }
        return outcome;
    }

    /**
     * Its reasons to turn back.
     *
     * @throws NullPointerException if it has none
     */
    public UndoReasons<?> reasonsNamed() {
        return Objects.requireNonNull(reasons, () -> name + " is never undone");
    }

    /** Whether there is a point of no return. */
    public boolean hasPivot() {
        return steps.stream().anyMatch(step -> step.kind() == StepKind.PIVOT);
    }

    /** The state of a saga that has just begun. */
    public SagaState beginning() {
        List<StepRecord> todo =
                steps.stream().map(step -> StepRecord.todo(step.name(), step.kind())).toList();
        return new SagaState(SagaState.Phase.RUNNING, todo, null, false);
    }
}
