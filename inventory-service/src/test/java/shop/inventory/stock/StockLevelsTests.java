package shop.inventory.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.inventory.products.Sku;

class StockLevelsTests {

    private static final Sku TEA = new Sku("tea");
    private static final Sku MUG = new Sku("mug");

    private final StockLevels levels =
            new StockLevels(List.of(new StockItem(TEA, 10, 5, 2), new StockItem(MUG, 1, 0, 0)));

    @Test
    void movesAllLines() {
        assertThat(levels.move(Movement.HOLD, List.of(Line.of("mug", 1), Line.of("tea", 10))))
                .isTrue();

        assertThat(levels.of(TEA)).isEqualTo(new StockItem(TEA, 0, 15, 2));
        assertThat(levels.of(MUG)).isEqualTo(new StockItem(MUG, 0, 1, 0));
    }

    @Test
    void movesNoneWhenOneIsShort() {
        assertThat(levels.move(Movement.HOLD, List.of(Line.of("tea", 1), Line.of("mug", 2))))
                .isFalse();

        assertThat(levels.changed()).isEmpty();
    }

    @Test
    void knowsWhereMoreOrFewerCanBeReserved() {
        levels.move(Movement.SELL_HELD, List.of(Line.of("tea", 1)));
        assertThat(levels.availableChanged()).isEmpty();

        levels.move(Movement.TAKE_BACK, List.of(Line.of("tea", 1)));
        assertThat(levels.availableChanged()).containsExactly(TEA);
    }

    @ParameterizedTest
    @EnumSource
    void noMovementAddsOrLosesPieces(Movement movement) {
        assertThat(movement.available + movement.held + movement.sold).isZero();
    }

    @Test
    void nothingIsEverNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StockItem(TEA, -1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new StockItem(TEA, 1, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new StockItem(TEA, 1, 0, -1));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 100_001, Integer.MAX_VALUE})
    void quantitiesAreBounded(int value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Quantity(value));
    }
}
