package shop.order.checkout;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shop.common.remote.Trouble;
import shop.order.orders.CancelReason;
import shop.order.saga.SagaRecord;
import shop.order.saga.definition.SagaState;
import shop.order.saga.definition.StepKind;
import shop.order.saga.definition.StepRecord;

/**
 * A saga's log as its customer sees it.
 *
 * @param order what it is about
 * @param state RUNNING, COMPLETED, UNDONE or NEEDS_ATTENTION
 */
record CheckoutView(UUID order, String saga, String state, List<Step> steps) {

    /** All that a step's detail may say: nothing of how the shop is made. */
    private static final Set<String> DETAILS =
            Stream.concat(
                            Arrays.stream(Trouble.values()).map(Trouble::text),
                            Arrays.stream(CancelReason.values()).map(CancelReason::name))
                    .collect(toUnmodifiableSet());

    /**
     * A step as it is shown.
     *
     * @param detail a trouble's text, or the reason it was refused for
     */
    record Step(
            String name,
            StepKind kind,
            StepRecord.Progress state,
            int attempts,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String detail) {

        private static Step of(StepRecord step) {
            String detail = step.detail();
            return new Step(
                    step.name(),
                    step.kind(),
                    step.state(),
                    step.attempts(),
                    step.startedAt(),
                    step.endedAt(),
                    detail == null || DETAILS.contains(detail) ? detail : Trouble.FAILED.text());
        }
    }

    /**
     * What to show of a saga; one that needs attention says so until it has ended, and one that was
     * abandoned is undone to its customer, who gets his money back.
     */
    static CheckoutView of(UUID order, SagaRecord saga) {
        SagaState state = saga.state();
        String shown =
                switch (state.phase()) {
                    case COMPLETED -> "COMPLETED";
                    case UNDONE, ABANDONED -> "UNDONE";
                    case RUNNING, UNDOING -> state.attention() ? "NEEDS_ATTENTION" : "RUNNING";
                };
        return new CheckoutView(
                order, saga.name(), shown, state.steps().stream().map(Step::of).toList());
    }
}
