package shop.order.checkout;

import java.util.List;
import java.util.UUID;
import shop.order.saga.SagaRecord;
import shop.order.saga.definition.SagaState;
import shop.order.saga.definition.StepRecord;

/**
 * A saga's log as it is shown.
 *
 * @param order what it is about
 * @param state RUNNING, COMPLETED, UNDONE or NEEDS_ATTENTION
 */
record CheckoutView(UUID order, String saga, String state, List<StepRecord> steps) {

    /** What to show of a saga; one that needs attention says so until it has ended. */
    static CheckoutView of(UUID order, SagaRecord saga) {
        SagaState state = saga.state();
        String shown =
                switch (state.phase()) {
                    case COMPLETED -> "COMPLETED";
                    case UNDONE -> "UNDONE";
                    case RUNNING, UNDOING -> state.attention() ? "NEEDS_ATTENTION" : "RUNNING";
                };
        return new CheckoutView(order, saga.name(), shown, state.steps());
    }
}
