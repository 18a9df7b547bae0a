package shop.order.saga;

import java.util.List;
import java.util.UUID;

/**
 * A saga's log as it is shown.
 *
 * @param order what it is about
 * @param state RUNNING, COMPLETED, UNDONE or NEEDS_ATTENTION
 */
public record SagaView(UUID order, String saga, String state, List<StepRecord> steps) {

    /** What to show of a saga; one that needs attention says so until it has ended. */
    public static SagaView of(UUID order, SagaRecord saga) {
        SagaState state = saga.state();
        String shown =
                switch (state.phase()) {
                    case COMPLETED -> "COMPLETED";
                    case UNDONE -> "UNDONE";
                    case RUNNING, UNDOING -> state.attention() ? "NEEDS_ATTENTION" : "RUNNING";
                };
        return new SagaView(order, saga.name(), shown, state.steps());
    }
}
