package shop.inventory.reservations;

import org.springframework.test.context.TestPropertySource;

/** Locks are only speed. */
@TestPropertySource(properties = "shop.test.lock-holders=0")
class OversellingWithoutLocksIT extends OversellingIT {}
