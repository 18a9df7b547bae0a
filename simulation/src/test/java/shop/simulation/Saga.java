package shop.simulation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code saga}. Times are in nanoseconds.
 *
 * @param begunAt by the database's clock
 * @param createdAt in true time, for the checks
 * @param endedAt in true time; negative if it has not
 */
public record Saga(
        UUID id,
        String name,
        String data,
        Told told,
        Lease lease,
        long deadline,
        long begunAt,
        long createdAt,
        long endedAt) {

    private static final String DAMAGE = "?";

    /** What its owner writes. */
    public record Told(
            String phase,
            boolean abandoned,
            boolean pastPivot,
            String steps,
            @Nullable String refusal,
            @Nullable String reason,
            @Nullable String detail,
            boolean attention,
            @Nullable String trouble) {

        /** The same in need of attention, because of this. */
        public Told troubled(String why) {
            return new Told(phase, abandoned, pastPivot, steps, refusal, reason, detail, true, why);
        }

        /** The same with this for its detail. */
        public Told detailed(String other) {
            return new Told(
                    phase, abandoned, pastPivot, steps, refusal, reason, other, attention, trouble);
        }

        /** Why it is undone; null if it is not. */
        @Nullable String why() {
            return reason == null ? null : reason + " " + detail + " " + refusal;
        }
    }

    /** Who may drive it, and until when by the database's clock. */
    public record Lease(String owner, int epoch, long until) {}

    /** As its owner writes it, or sets it aside. */
    public Saga with(Told newTold, long until, long newEnd) {
        Lease kept = new Lease(lease.owner, lease.epoch, until);
        return new Saga(id, name, data, newTold, kept, deadline, begunAt, createdAt, newEnd);
    }

    /** With another owner, or another end of the same owner's time. */
    public Saga with(Lease newLease) {
        return new Saga(id, name, data, told, newLease, deadline, begunAt, createdAt, endedAt);
    }

    /** As if it had begun earlier. */
    public Saga earlier(long nanos) {
        return new Saga(
                id, name, data, told, lease, deadline - nanos, begunAt - nanos, createdAt, endedAt);
    }

    private Saga withData(String newData) {
        return new Saga(id, name, newData, told, lease, deadline, begunAt, createdAt, endedAt);
    }

    /** The same with data that nothing reads. */
    Saga damaged() {
        return withData(DAMAGE + data);
    }

    boolean isDamaged() {
        return data.startsWith(DAMAGE);
    }

    /** The same with its data as it was. */
    Saga repaired() {
        return isDamaged() ? withData(data.substring(DAMAGE.length())) : this;
    }

    /** Whether it has. */
    public boolean ended() {
        return endedAt >= 0;
    }
}
