package shop.inventory.reservations;

import org.springframework.test.context.TestPropertySource;

/** With locks that two hold at a time. */
@TestPropertySource(properties = "shop.test.lock-holders=2")
class OversellingWithTwoHoldersIT extends OversellingIT {}
