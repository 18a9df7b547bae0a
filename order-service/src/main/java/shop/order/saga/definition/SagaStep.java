package shop.order.saga.definition;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A step of a definition, with what performs it. */
public sealed interface SagaStep<T> {

    String name();

    StepKind kind();

    record Undoable<T>(
            String name, Function<T, StepOutcome> action, Function<T, StepOutcome> compensation)
            implements SagaStep<T> {

        @Override
        public StepKind kind() {
            return StepKind.UNDOABLE;
        }
    }

    record Pivot<T>(String name, Consumer<T> action) implements SagaStep<T> {

        @Override
        public StepKind kind() {
            return StepKind.PIVOT;
        }
    }

    record MustFinish<T>(String name, Function<List<T>, List<StepOutcome>> action)
            implements SagaStep<T> {

        @Override
        public StepKind kind() {
            return StepKind.MUST_FINISH;
        }
    }
}
