package shop.order.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import shop.common.remote.Trouble;
import shop.order.saga.definition.SagaDecider;
import shop.order.saga.definition.SagaDefinition;
import shop.order.saga.definition.SagaState;
import shop.order.saga.definition.StepOutcome;

class FinishBatchesTests {

    private static final SagaDefinition<String> DEFINITION =
            SagaDefinition.named("test", String.class).mustFinish("do", _ -> List.of()).build();

    private static SagaRun<?> run(StepOutcome... before) {
        SagaState state = DEFINITION.beginning();
        for (StepOutcome outcome : before) {
            state = SagaDecider.afterStep(state, 0, outcome, Instant.EPOCH, Instant.EPOCH);
        }
        return new SagaRun<>(DEFINITION, UUID.randomUUID(), "", 1, 0, 0, state);
    }

    private static List<Integer> sizes(int many, StepOutcome... before) {
        List<SagaRun<?>> runs = Stream.<SagaRun<?>>generate(() -> run(before)).limit(many).toList();
        return FinishBatches.of(runs).stream().map(List::size).toList();
    }

    @Test
    void takesABatchApartWhoseOutcomeIsUnknown() {
        StepOutcome unknown = new StepOutcome.Unknown(Trouble.FAILED);
        assertThat(sizes(30)).containsExactly(30);
        assertThat(sizes(30, unknown)).containsExactly(10, 10, 10);
        assertThat(sizes(3, unknown, unknown)).containsExactly(1, 1, 1);
    }

    @Test
    void keepsTogetherWhatWasNotSent() {
        StepOutcome notSent = new StepOutcome.NotSent(Trouble.NOT_REACHABLE);
        StepOutcome unknown = new StepOutcome.Unknown(Trouble.TIMED_OUT);
        assertThat(sizes(30, unknown, unknown, notSent)).containsExactly(30);
    }
}
