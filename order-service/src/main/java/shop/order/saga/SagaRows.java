package shop.order.saga;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import shop.order.saga.definition.SagaDecider;
import shop.order.saga.definition.SagaDefinition;
import shop.order.saga.definition.SagaState;
import shop.order.saga.definition.SagaState.Phase;
import shop.order.saga.definition.SagaStep;
import shop.order.saga.definition.StepKind;
import shop.order.saga.definition.StepRecord;
import shop.order.saga.definition.UndoReason;
import shop.order.saga.definition.UndoReasons;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Turns rows into sagas and back. */
@Component
class SagaRows {

    private static final TypeReference<List<StepRecord>> STEPS = new TypeReference<>() {};

    private static final Logger LOG = LoggerFactory.getLogger(SagaRows.class);

    private final JsonMapper json;

    SagaRows(JsonMapper json) {
        this.json = json;
    }

    String steps(SagaState state) {
        return json.writeValueAsString(state.steps());
    }

    String data(Object data) {
        return json.writeValueAsString(data);
    }

    @Nullable String refusal(SagaState state) {
        return state.undone() == null ? null : json.writeValueAsString(state.undone());
    }

    /**
     * What may be known of a saga whatever its definition says today: not why it is undone. One
     * that cannot be read has not ended, and needs attention.
     */
    SagaRecord record(SagaRow row) {
        try {
            return new SagaRecord(row.id(), row.name(), state(row, null));
        } catch (RuntimeException e) {
            LOG.warn("saga {} cannot be read: {}", row.id(), e.toString());
            SagaState unread = new SagaState(Phase.RUNNING, List.of(), null, true);
            return new SagaRecord(row.id(), row.name(), unread);
        }
    }

    /**
     * A saga for its new owner to go on with.
     *
     * @param taken when its lease began at the earliest, as {@link SagaTime#nanos()}
     * @throws RuntimeException if this definition cannot go on with it
     */
    <T> SagaRun<T> takenOver(SagaRow row, SagaDefinition<T> definition, long taken) {
        T data = Objects.requireNonNull(json.readValue(row.data(), definition.type()));
        SagaState logged = state(row, undone(row, definition));
        return new SagaRun<>(
                definition,
                row.id(),
                data,
                row.epoch(),
                taken + row.left().toNanos(),
                taken + SagaLog.LEASE.toNanos(),
                SagaDecider.takenOver(aligned(logged, definition)));
    }

    /** Whether the row says nothing of a step that may now be tried: that must be logged before. */
    boolean isSilentOf(SagaRow row, SagaRun<?> run) {
        int logged = state(row, null).steps().size();
        return !run.state().isPastPivot() && run.state().steps().size() > logged;
    }

    private SagaState state(SagaRow row, @Nullable UndoReason why) {
        Phase phase = row.abandoned() ? Phase.ABANDONED : Phase.valueOf(row.phase());
        return new SagaState(phase, json.readValue(row.steps(), STEPS), why, row.attention());
    }

    private @Nullable UndoReason undone(SagaRow row, SagaDefinition<?> definition) {
        if (row.refusal() == null && row.reason() == null) {
            return null;
        }
        UndoReasons<?> reasons = definition.reasonsNamed();
        if (row.refusal() != null) {
            try {
                return json.readValue(row.refusal(), reasons.type());
            } catch (JacksonException e) {
                if (row.reason() == null) {
                    throw e;
                }
                LOG.warn("saga {} is undone for a reason of another version", row.id());
            }
        }
        return reasons.older().apply(row.reason(), Objects.requireNonNullElse(row.detail(), ""));
    }

    // A row written by another version: steps are found by their names, new ones are yet to do.
    private static SagaState aligned(SagaState logged, SagaDefinition<?> definition) {
        Map<String, StepRecord> known = new LinkedHashMap<>();
        logged.steps().forEach(step -> known.put(step.name(), step));
        List<StepRecord> steps = new ArrayList<>();
        for (SagaStep<?> step : definition.steps()) {
            StepRecord record = known.remove(step.name());
            if (record != null && record.kind() != step.kind()) {
                throw new IllegalStateException(step.name() + " was a " + record.kind() + " step");
            }
            steps.add(
                    Objects.requireNonNullElse(record, StepRecord.todo(step.name(), step.kind())));
        }
        known.values().removeIf(step -> isOver(logged, step));
        if (!known.isEmpty()) {
            throw new IllegalStateException("no step is called " + known.keySet());
        }
        return new SagaState(logged.phase(), steps, logged.undone(), logged.attention());
    }

    /**
     * Whether nothing is to be done any more about a step that this version does not know: past the
     * pivot it is never undone, and on the way back it is not if it was never tried.
     */
    private static boolean isOver(SagaState logged, StepRecord step) {
        boolean turnedBack = logged.phase() != Phase.RUNNING;
        return step.kind() == StepKind.UNDOABLE
                && (logged.isPastPivot() || (turnedBack && step.wasNeverTried()));
    }
}
