package shop.order.saga.definition;

import java.util.function.Function;
import shop.common.remote.Refusal;
import shop.common.remote.RemoteOutcome;
import shop.common.remote.Trouble;

/** What is known after a step, or its compensation, was tried. */
public sealed interface StepOutcome {

    /** What a remote call's outcome means for the step; its refusals are the step's to judge. */
    static StepOutcome of(RemoteOutcome<?> outcome, Function<Refusal, StepOutcome> refused) {
        return switch (outcome) {
            case RemoteOutcome.Answered<?> _ -> new Done();
            case RemoteOutcome.Refused<?>(Refusal refusal) -> refused.apply(refusal);
            case RemoteOutcome.NotSent<?>(Trouble why) -> new NotSent(why);
            case RemoteOutcome.Unknown<?>(Trouble why) -> new Unknown(why);
        };
    }

    /** It is done, now or before. */
    record Done() implements StepOutcome {}

    /** It was decided against, and will not happen. */
    record Refused(UndoReason why) implements StepOutcome {}

    /** Nothing happened; it can be tried again. */
    record NotSent(Trouble why) implements StepOutcome {}

    /** It may have happened, or may still happen: never a no. */
    record Unknown(Trouble why) implements StepOutcome {}
}
