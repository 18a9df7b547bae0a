package shop.inventory.reservations;

import org.springframework.context.annotation.Import;
import shop.inventory.WithoutLocks;

/** Locks are only speed. */
@Import(WithoutLocks.class)
class OversellingWithoutLocksIT extends OversellingIT {}
