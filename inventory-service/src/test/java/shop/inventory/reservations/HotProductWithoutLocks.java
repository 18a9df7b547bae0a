package shop.inventory.reservations;

import org.springframework.test.context.TestPropertySource;

/** What remains without locks; the stock is still sold exactly. */
@TestPropertySource(properties = "shop.test.lock-holders=0")
class HotProductWithoutLocks extends HotProduct {

    @Override
    void check(double share) {}
}
