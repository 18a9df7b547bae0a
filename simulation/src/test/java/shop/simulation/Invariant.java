package shop.simulation;

/** What is true after every commit, of anybody, whatever happens. */
public enum Invariant {
    /** No product has fewer than no pieces available, held or sold. */
    STOCK_IS_NEVER_NEGATIVE,
    /** Delivered = available + held + sold, and the reservations add up to held and sold. */
    STOCK_BALANCES,
    /** No customer has less than nothing, or less than nothing set aside. */
    MONEY_IS_NEVER_NEGATIVE,
    /** Deposited = balance + held + captured - refunded, and the ledger says the same. */
    MONEY_BALANCES,
    /** A payment is captured at most once, refunded at most once, and not before. */
    MONEY_MOVES_ONCE,
    /** No reservation and no payment without the saga that will see to it. */
    NOTHING_WITHOUT_ITS_SAGA,
    /** What is asked of a customer is the shop's prices times his quantities. */
    PRICES_ARE_THE_SHOPS,
    /** Once an undo was answered, nothing that it undoes takes effect any more. */
    UNDONE_STAYS_UNDONE,
    /** No step is undone while a later one may still take effect. */
    UNDO_RUNS_BACKWARDS,
    /** An order moves along its arrows only; an ended saga does not change. */
    ENDS_ARE_FINAL,
    /** A saga's row is written by the owner with its newest epoch. */
    ONLY_THE_OWNER_WRITES,
    /** An epoch never falls, and rises with every new owner. */
    EPOCHS_RISE,
    /** An order is confirmed before its deadline, by the database's clock. */
    CONFIRMED_IN_TIME,
    /**
     * A confirmed order has its money set aside or taken, and a hold, if perhaps an expired one.
     */
    CONFIRMED_IS_COVERED,
    /** A completed order is paid, and its goods are sold. */
    COMPLETED_IS_PAID_AND_HANDED_OVER,
    /** A cancelled order keeps no goods and no money. */
    CANCELLED_KEEPS_NOTHING,
    /** A decided order has its answer under its key. */
    DECIDED_IS_ANSWERED,
    /** A customer's key has one order at most. */
    ONE_ORDER_A_KEY,
    /** What a customer is told is told of his own order. */
    ANSWERS_TELL_OF_ONES_OWN,
    /** All final answers to a key are the same. */
    ANSWERS_AGREE,
    /** A yes stays true until it is cancelled; after a no nothing has happened. */
    ANSWERS_STAY_TRUE,
    /** No exception is caught, logged or answered but those of faults that were injected. */
    NOTHING_BREAKS_BY_ITSELF,
    /** A saga is set aside only by a process that cannot read its row. */
    NOTHING_IS_SET_ASIDE,
    /** A saga that is past its pivot is completed or abandoned, never undone. */
    NOTHING_IS_UNDONE_PAST_THE_PIVOT,
    /** Why a saga is undone is logged once, and stays. */
    REASONS_STAY,
    /** Whoever tries a step again has logged the attempt before; a call repeats itself once. */
    ATTEMPTS_ARE_LOGGED,
    /** Ten seconds after the last fault every order has come to its end. */
    EVERY_ORDER_ENDS
}
