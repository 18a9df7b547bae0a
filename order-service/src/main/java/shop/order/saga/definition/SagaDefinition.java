package shop.order.saga;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A saga, told in the order in which it happens: undoable steps, at most one point of no return,
 * steps that must finish.
 *
 * <p>Steps and compensations are remote and idempotent; they run outside any transaction and may
 * run more than once. The point of no return and the three ends are local: they run in the
 * transaction that logs them, once.
 *
 * @param <T> the saga's data, a record that JSON can hold; it never changes
 */
public final class SagaDefinition<T> {

    private final String name;
    private final Class<T> type;
    private final List<SagaStep<T>> steps;
    private final Consumer<List<T>> whenCompleted;
    private final BiConsumer<T, Undone> ifUndone;
    private final @Nullable BiConsumer<T, Undone> ifImpossible;

    private SagaDefinition(Builder<T> told) {
        this.name = told.name;
        this.type = told.type;
        this.steps = List.copyOf(told.steps);
        this.whenCompleted = told.whenCompleted;
        this.ifUndone = told.ifUndone;
        this.ifImpossible = told.ifImpossible;
    }

    /** Begins a definition. The name is stored with every saga, and must not change. */
    public static <T> Builder<T> named(String name, Class<T> type) {
        return new Builder<>(name, type);
    }

    /** As it is stored with every saga. */
    public String name() {
        return name;
    }

    Class<T> type() {
        return type;
    }

    List<SagaStep<T>> steps() {
        return steps;
    }

    boolean hasPivot() {
        return steps.stream().anyMatch(step -> step.kind() == StepKind.PIVOT);
    }

    Consumer<List<T>> whenCompleted() {
        return whenCompleted;
    }

    BiConsumer<T, Undone> ifUndone() {
        return ifUndone;
    }

    @Nullable BiConsumer<T, Undone> ifImpossible() {
        return ifImpossible;
    }

    /** The state of a saga that has just begun. */
    SagaState beginning() {
        List<StepRecord> todo =
                steps.stream().map(step -> StepRecord.todo(step.name(), step.kind())).toList();
        return new SagaState(SagaState.Phase.RUNNING, todo, null, false);
    }

    /**
     * A definition in the making.
     *
     * @param <T> the saga's data
     */
    public static final class Builder<T> {

        private final String name;
        private final Class<T> type;
        private final List<SagaStep<T>> steps = new ArrayList<>();
        private Consumer<List<T>> whenCompleted = _ -> {};
        private BiConsumer<T, Undone> ifUndone = (_, _) -> {};
        private @Nullable BiConsumer<T, Undone> ifImpossible;

        private Builder(String name, Class<T> type) {
            this.name = name;
            this.type = type;
        }

        /** A step whose effect can be taken back; say with {@link Compensable} how. */
        public Compensable<T> step(String step, Function<T, StepOutcome> action) {
            return compensation -> then(new SagaStep.Undoable<>(step, action, compensation));
        }

        /** The one local commit after which the saga is never undone. */
        public Builder<T> pointOfNoReturn(String step, Consumer<T> action) {
            return then(new SagaStep.Pivot<>(step, action));
        }

        /** A step that is retried without end; many sagas at once, an outcome for each. */
        public Builder<T> mustFinish(String step, Function<List<T>, List<StepOutcome>> action) {
            return then(new SagaStep.MustFinish<>(step, action));
        }

        /** What else is committed with the end of sagas that were completed. */
        public Builder<T> whenCompleted(Consumer<List<T>> action) {
            whenCompleted = action;
            return this;
        }

        /** What else is committed with the end of a saga that was undone. */
        public Builder<T> ifUndone(BiConsumer<T, Undone> action) {
            ifUndone = action;
            return this;
        }

        /**
         * What else is committed with the end of a saga whose must-finish step was refused: begin
         * another saga that makes good. Without this such a saga needs attention, and is retried.
         */
        public Builder<T> ifImpossible(BiConsumer<T, Undone> action) {
            ifImpossible = action;
            return this;
        }

        /**
         * The definition.
         *
         * @throws IllegalStateException if the steps are not in the order that the rules need
         */
        public SagaDefinition<T> build() {
            for (int i = 1; i < steps.size(); i++) {
                SagaStep<T> before = steps.get(i - 1);
                SagaStep<T> after = steps.get(i);
                boolean pivotTwice =
                        after.kind() == StepKind.PIVOT && before.kind() == after.kind();
                if (pivotTwice || before.kind().compareTo(after.kind()) > 0) {
                    throw new IllegalStateException(
                            after.name() + " cannot follow " + before.name());
                }
            }
            return new SagaDefinition<>(this);
        }

        private Builder<T> then(SagaStep<T> step) {
            steps.add(Objects.requireNonNull(step));
            return this;
        }
    }

    /**
     * A step that still has to say how it is undone.
     *
     * @param <T> the saga's data
     */
    @FunctionalInterface
    public interface Compensable<T> {

        /** Undoes it; "there is nothing to undo" is a success, and forbids the step for ever. */
        Builder<T> undoneBy(Function<T, StepOutcome> compensation);
    }
}
