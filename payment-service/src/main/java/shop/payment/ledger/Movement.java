package shop.payment.ledger;

import static shop.payment.ledger.LedgerAccount.BALANCE;
import static shop.payment.ledger.LedgerAccount.HELD;
import static shop.payment.ledger.LedgerAccount.OUTSIDE;
import static shop.payment.ledger.LedgerAccount.REVENUE;

/** The ways in which money moves. There are no others. */
public enum Movement {

    /** A customer's account is topped up. */
    DEPOSIT(OUTSIDE, BALANCE),

    /** A payment is authorised. */
    HOLD(BALANCE, HELD),

    /** A payment is captured. */
    CAPTURE(HELD, REVENUE),

    /** An authorised payment is voided. */
    RELEASE(HELD, BALANCE),

    /** A captured payment is given back. */
    REFUND(REVENUE, BALANCE);

    private final LedgerAccount from;
    private final LedgerAccount to;

    Movement(LedgerAccount from, LedgerAccount to) {
        this.from = from;
        this.to = to;
    }

    /** The account that has less afterwards. */
    public LedgerAccount from() {
        return from;
    }

    /** The account that has more afterwards. */
    public LedgerAccount to() {
        return to;
    }

    /** What it does to an account: -1 takes the amount from it, 1 adds it, 0 leaves it alone. */
    public int signFor(LedgerAccount account) {
        return account == to ? 1 : account == from ? -1 : 0;
    }
}
