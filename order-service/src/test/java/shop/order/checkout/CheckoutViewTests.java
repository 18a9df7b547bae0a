package shop.order.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.order.saga.SagaRecord;
import shop.order.saga.definition.SagaState;
import shop.order.saga.definition.SagaState.Phase;

class CheckoutViewTests {

    private static final UUID ORDER = UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({
        "RUNNING, false, RUNNING",
        "UNDOING, false, RUNNING",
        "RUNNING, true, NEEDS_ATTENTION",
        "UNDOING, true, NEEDS_ATTENTION",
        "COMPLETED, true, COMPLETED",
        "UNDONE, true, UNDONE",
        "ABANDONED, false, UNDONE"
    })
    void saysThatASagaNeedsAttentionUntilItHasEnded(Phase phase, boolean attention, String shown) {
        SagaState state = new SagaState(phase, List.of(), null, attention);
        CheckoutView view = CheckoutView.of(ORDER, new SagaRecord(ORDER, "checkout", state));
        assertThat(view).isEqualTo(new CheckoutView(ORDER, "checkout", shown, List.of()));
    }
}
