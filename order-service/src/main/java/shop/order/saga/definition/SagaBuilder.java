package shop.order.saga.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A definition in the making.
 *
 * @param <T> the saga's data
 */
public final class SagaBuilder<T> {

    private final String name;
    private final Class<T> type;
    private final List<SagaStep<T>> steps = new ArrayList<>();
    private Consumer<List<T>> whenCompleted = _ -> {};
    private BiConsumer<T, Undone> ifUndone = (_, _) -> {};
    private @Nullable BiConsumer<T, Undone> ifImpossible;

    SagaBuilder(String name, Class<T> type) {
        this.name = name;
        this.type = type;
    }

    /** A step whose effect can be taken back; say with {@link Compensable} how. */
    public Compensable<T> step(String step, Function<T, StepOutcome> action) {
        return compensation -> then(new SagaStep.Undoable<>(step, action, compensation));
    }

    /**
     * A step that still has to say how it is undone.
     *
     * @param <T> the saga's data
     */
    @FunctionalInterface
    public interface Compensable<T> {

        /** Undoes it; "there is nothing to undo" is a success, and forbids the step for ever. */
        SagaBuilder<T> undoneBy(Function<T, StepOutcome> compensation);
    }

    /** The one local commit after which the saga is never undone. */
    public SagaBuilder<T> pointOfNoReturn(String step, Consumer<T> action) {
        return then(new SagaStep.Pivot<>(step, action));
    }

    /** A step that is retried without end; many sagas at once, an outcome for each. */
    public SagaBuilder<T> mustFinish(String step, Function<List<T>, List<StepOutcome>> action) {
        return then(new SagaStep.MustFinish<>(step, action));
    }

    /** What else is committed with the end of sagas that were completed. */
    public SagaBuilder<T> whenCompleted(Consumer<List<T>> action) {
        whenCompleted = action;
        return this;
    }

    /** What else is committed with the end of a saga that was undone. */
    public SagaBuilder<T> ifUndone(BiConsumer<T, Undone> action) {
        ifUndone = action;
        return this;
    }

    /**
     * What else is committed with the end of a saga whose must-finish step was refused: begin
     * another saga that makes good.
     */
    public SagaBuilder<T> ifImpossible(BiConsumer<T, Undone> action) {
        ifImpossible = action;
        return this;
    }

    /**
     * The definition.
     *
     * @throws IllegalStateException if the steps are not in the order that the rules need
     */
    public SagaDefinition<T> build() {
        return new SagaDefinition<>(name, type, steps, whenCompleted, ifUndone, ifImpossible);
    }

    private SagaBuilder<T> then(SagaStep<T> step) {
        steps.add(step);
        return this;
    }
}
