package shop.simulation;

/** What can go wrong, each wherever it can. */
public enum Fault {
    /** An order process dies, before or after whatever it was about to do. */
    CRASH(60),
    /** An order process stands still, perhaps for longer than its leases, and goes on. */
    PAUSE(40),
    /** A process cannot connect: nothing was sent. */
    NOT_SENT(150),
    /** A call never arrives. */
    LOST(250),
    /** A call arrives long after its caller has given up. */
    LATE(250),
    /** A call arrives twice, the second time perhaps much later. */
    DUPLICATED(300),
    /** The effect is there, the answer is not. */
    REPLY_LOST(250),
    /** A participant fails before it commits, and says so. */
    SERVER_ERROR(100),
    /** The connection from the gateway to an order process breaks, and the gateway repeats. */
    CONNECTION_BROKEN(400),
    /** An operator has a saga tried again at once, whoever drives it. */
    RETRIED_BY_OPERATOR(60),
    /** The row of a saga cannot be read until it is repaired. */
    ROW_DAMAGED(8),
    /** The order database does not take a statement. */
    DATABASE_AWAY(50),
    /** The order database took a commit, or not, and nobody knows. */
    COMMIT_IN_DOUBT(50),
    /** The order database's clock jumps: leases end under their owners. */
    CLOCK_JUMP(30),
    /** The inventory's clock jumps an hour: holds expire under their sagas. */
    HOLDS_EXPIRE(60),
    /** A participant is down for a while. */
    PARTICIPANT_DOWN(30);

    /** How often it happens in ten thousand chances, where it happens at all. */
    final int chance;

    Fault(int chance) {
        this.chance = chance;
    }
}
