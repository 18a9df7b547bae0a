package shop.payment.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MovementTests {

    @ParameterizedTest
    @EnumSource
    void takesFromOneAccountWhatItGivesToAnother(Movement movement) {
        assertThat(movement.signFor(movement.from())).isEqualTo(-1);
        assertThat(movement.signFor(movement.to())).isEqualTo(1);
        assertThat(Arrays.stream(LedgerAccount.values()).mapToInt(movement::signFor).sum())
                .isZero();
    }

    @Test
    void namesACustomersAccountsAfterHim() {
        assertThat(LedgerAccount.BALANCE.of("alice")).isEqualTo("customer:alice:balance");
        assertThat(LedgerAccount.HELD.of("alice")).isEqualTo("customer:alice:held");
        assertThat(LedgerAccount.REVENUE.of("alice")).isEqualTo("shop:revenue");
    }
}
