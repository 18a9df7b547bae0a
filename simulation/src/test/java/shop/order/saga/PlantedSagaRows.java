package shop.order.saga;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import shop.order.saga.definition.SagaDefinition;
import shop.order.saga.definition.SagaState;
import shop.order.saga.definition.SagaStep;
import shop.order.saga.definition.StepKind;
import shop.order.saga.definition.StepRecord;
import shop.simulation.Checks;
import shop.simulation.Database;
import shop.simulation.Json;
import shop.simulation.ProcessTime;
import shop.simulation.Saga;
import shop.simulation.Tables.OrderTables;
import tools.jackson.databind.JsonNode;

/** Logs that read what another version wrote, with a bug. */
public final class PlantedSagaRows {

    private PlantedSagaRows() {}

    /** One row that cannot be read takes all of its sweep with it. */
    public static InMemorySagaLog readingAllOrNone(
            OrderTables tables, Database database, Checks checks, ProcessTime time) {
        return new InMemorySagaLog(tables, database, checks, time) {

            @Override
            SagaRow read(Saga row) {
                Json.MAPPER.readTree(row.data());
                return super.read(row);
            }
        };
    }

    /** A step that the row does not know is tried before the row is told of it. */
    public static InMemorySagaLog silentOfNewSteps(
            OrderTables tables, Database database, Checks checks, ProcessTime time) {
        SagaRows planted =
                new SagaRows(Json.MAPPER) {
                    @Override
                    boolean isSilentOf(SagaRow row, SagaRun<?> run) {
                        return false;
                    }
                };
        return PlantedSagaLogs.reading(planted, tables, database, checks, time);
    }

    /** A step of the row that this version does not know is overlooked. */
    public static InMemorySagaLog overlookingUnknownSteps(
            OrderTables tables, Database database, Checks checks, ProcessTime time) {
        SagaRows planted =
                new SagaRows(Json.MAPPER) {
                    @Override
                    <T> SagaRun<T> takenOver(
                            SagaRow row, SagaDefinition<T> definition, long taken) {
                        return super.takenOver(known(row, definition), definition, taken);
                    }
                };
        return PlantedSagaLogs.reading(planted, tables, database, checks, time);
    }

    private static SagaRow known(SagaRow row, SagaDefinition<?> definition) {
        Set<String> names =
                definition.steps().stream().map(SagaStep::name).collect(Collectors.toSet());
        List<JsonNode> known = new ArrayList<>();
        for (JsonNode step : Json.MAPPER.readTree(row.steps())) {
            if (names.contains(step.path("name").asString())) {
                known.add(step);
            }
        }
        return new SagaRow(
                row.id(),
                row.name(),
                row.phase(),
                row.abandoned(),
                Json.MAPPER.writeValueAsString(known),
                row.data(),
                row.refusal(),
                row.reason(),
                row.detail(),
                row.attention(),
                row.pastPivot(),
                row.epoch(),
                row.left());
    }

    /** What is late turns back for a step that its pivot did not wait for. */
    public static InMemorySagaLog turningBackBehindThePivot(
            OrderTables tables, Database database, Checks checks, ProcessTime time) {
        SagaRows planted =
                new SagaRows(Json.MAPPER) {
                    @Override
                    <T> SagaRun<T> takenOver(
                            SagaRow row, SagaDefinition<T> definition, long taken) {
                        SagaRun<T> run = super.takenOver(row, definition, taken);
                        return row.left().isNegative() && isNotThrough(run.state())
                                ? run.with(
                                        run.state()
                                                .with(definition.reasonsNamed().late())
                                                .with(SagaState.Phase.UNDOING))
                                : run;
                    }

                    @Override
                    boolean isSilentOf(SagaRow row, SagaRun<?> run) {
                        return super.isSilentOf(row, run)
                                || !row.phase().equals(run.state().phase().name());
                    }
                };
        return PlantedSagaLogs.reading(planted, tables, database, checks, time);
    }

    private static boolean isNotThrough(SagaState state) {
        return state.isPastPivot()
                && state.steps().stream().anyMatch(PlantedSagaRows::isUndoableAndNotDone);
    }

    private static boolean isUndoableAndNotDone(StepRecord step) {
        return step.kind() == StepKind.UNDOABLE && step.state() == StepRecord.Progress.TODO;
    }
}
