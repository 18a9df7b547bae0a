package shop.order.saga;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.order.saga.definition.SagaDecider;
import shop.order.saga.definition.SagaDefinition;
import shop.order.saga.definition.SagaState;
import shop.order.saga.definition.SagaStep;
import shop.order.saga.definition.StepRecord;
import shop.order.saga.definition.Undone;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Turns rows into sagas and back. */
@Component
class SagaRows {

    private static final TypeReference<List<StepRecord>> STEPS = new TypeReference<>() {};

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

    /** The logged state, whatever the definition says today. */
    SagaState state(SagaRow row) {
        return new SagaState(
                row.phase(), json.readValue(row.steps(), STEPS), undone(row), row.attention());
    }

    /**
     * A saga for its new owner to go on with.
     *
     * @param now as {@link SagaTime#nanos()}
     * @throws RuntimeException if this definition cannot go on with it
     */
    <T> SagaRun<T> takenOver(SagaRow row, SagaDefinition<T> definition, long now) {
        T data = json.readValue(row.data(), definition.type());
        SagaState state = SagaDecider.takenOver(aligned(state(row), definition));
        long deadline = now + row.left().toNanos();
        return new SagaRun<>(definition, row.id(), data, row.epoch(), deadline, state);
    }

    // A row written by another version: steps are found by their names, new ones are yet to do.
    private static SagaState aligned(SagaState logged, SagaDefinition<?> definition) {
        Map<String, StepRecord> known = new HashMap<>();
        logged.steps().forEach(step -> known.put(step.name(), step));
        List<StepRecord> steps = new ArrayList<>();
        for (SagaStep<?> step : definition.steps()) {
            StepRecord record = known.remove(step.name());
            steps.add(
                    Objects.requireNonNullElse(record, StepRecord.todo(step.name(), step.kind())));
        }
        if (!known.isEmpty()) {
            throw new IllegalStateException("no step is called " + known.keySet());
        }
        return new SagaState(logged.phase(), steps, logged.undone(), logged.attention());
    }

    private static @Nullable Undone undone(SagaRow row) {
        return row.reason() == null
                ? null
                : new Undone(row.reason(), Objects.requireNonNullElse(row.detail(), ""));
    }
}
