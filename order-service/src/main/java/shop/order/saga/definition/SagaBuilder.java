package shop.order.saga.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A definition in the making.
 *
 * @param <T> the saga's data
 * @param <R> why it may be undone
 */
public final class SagaBuilder<T, R extends UndoReason> {

    private final String name;
    private final Class<T> type;
    private final @Nullable UndoReasons<R> reasons;
    private final List<SagaStep<T>> steps = new ArrayList<>();
    private UnaryOperator<List<T>> whenCompleted = data -> data;
    private BiConsumer<T, UndoReason> ifUndone = (_, _) -> {};
    private @Nullable BiConsumer<T, UndoReason> ifImpossible;

    SagaBuilder(String name, Class<T> type, @Nullable UndoReasons<R> reasons) {
        this.name = name;
        this.type = type;
        this.reasons = reasons;
    }

    /** A step whose effect can be taken back; say with {@link Compensable} how. */
    public Compensable<T, R> step(String step, Function<T, StepOutcome> action) {
        return compensation -> then(new SagaStep.Undoable<>(step, action, compensation));
    }

    /**
     * A step that still has to say how it is undone.
     *
     * @param <T> the saga's data
     * @param <R> why it may be undone
     */
    @FunctionalInterface
    public interface Compensable<T, R extends UndoReason> {

        /** Undoes it; "there is nothing to undo" is a success, and forbids the step for ever. */
        SagaBuilder<T, R> undoneBy(Function<T, StepOutcome> compensation);
    }

    /** The one local commit after which the saga is never undone. */
    public SagaBuilder<T, R> pointOfNoReturn(String step, Consumer<T> action) {
        return then(new SagaStep.Pivot<>(step, action));
    }

    /** A step that is retried without end; many sagas at once, an outcome for each. */
    public SagaBuilder<T, R> mustFinish(String step, Function<List<T>, List<StepOutcome>> action) {
        return then(new SagaStep.MustFinish<>(step, action));
    }

    /**
     * What else is committed with the end of sagas that were completed. It answers for which of
     * them it can be done now: where one waits for something, as for a row that another transaction
     * has locked, the others need not.
     */
    public SagaBuilder<T, R> whenCompleted(UnaryOperator<List<T>> action) {
        whenCompleted = action;
        return this;
    }

    /** What else is committed with the end of a saga that was undone. */
    public SagaBuilder<T, R> ifUndone(BiConsumer<T, R> action) {
        ifUndone = ofType(action);
        return this;
    }

    /**
     * What else is committed with the end of a saga whose must-finish step was refused: begin
     * another saga that makes good.
     */
    public SagaBuilder<T, R> ifImpossible(BiConsumer<T, R> action) {
        ifImpossible = ofType(action);
        return this;
    }

    /**
     * The definition.
     *
     * @throws IllegalStateException if the steps are not in the order that the rules need, or may
     *     have to be undone and no reasons are named
     */
    public SagaDefinition<T> build() {
        return new SagaDefinition<>(
                name, type, steps, reasons, whenCompleted, ifUndone, ifImpossible);
    }

    private BiConsumer<T, UndoReason> ofType(BiConsumer<T, R> action) {
        Class<R> known = Objects.requireNonNull(reasons, name + " names no reasons").type();
        return (data, why) -> action.accept(data, known.cast(why));
    }

    private SagaBuilder<T, R> then(SagaStep<T> step) {
        steps.add(step);
        return this;
    }
}
