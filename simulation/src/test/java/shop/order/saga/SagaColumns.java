package shop.order.saga;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import shop.order.saga.definition.SagaState;
import shop.order.saga.definition.UndoReason;
import shop.simulation.Json;
import shop.simulation.Saga;

/** What is written to the table {@code saga}, and read of it. */
final class SagaColumns {

    private static final SagaRows ROWS = new SagaRows(Json.MAPPER);

    private SagaColumns() {}

    /** What an owner writes. */
    static Saga.Told told(SagaState state, boolean pastPivot) {
        @Nullable UndoReason why = state.undone();
        boolean abandoned = state.phase() == SagaState.Phase.ABANDONED;
        return new Saga.Told(
                (abandoned ? SagaState.Phase.UNDONE : state.phase()).name(),
                abandoned,
                pastPivot,
                ROWS.steps(state),
                ROWS.refusal(state),
                why == null ? null : why.code(),
                why == null ? null : why.detail(),
                state.attention(),
                null);
    }

    /** What the next owner reads at this time. */
    static SagaRow read(Saga row, long now) {
        return new SagaRow(
                row.id(),
                row.name(),
                row.told().phase(),
                row.told().abandoned(),
                row.told().steps(),
                row.data(),
                row.told().refusal(),
                row.told().reason(),
                row.told().detail(),
                row.told().attention(),
                row.told().pastPivot(),
                row.lease().epoch(),
                Duration.ofNanos(row.deadline() - now));
    }
}
