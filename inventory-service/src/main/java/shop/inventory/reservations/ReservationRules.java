package shop.inventory.reservations;

import static shop.inventory.reservations.ReservationStatus.COMMITTED;
import static shop.inventory.reservations.ReservationStatus.EXPIRED;
import static shop.inventory.reservations.ReservationStatus.HELD;
import static shop.inventory.reservations.ReservationStatus.REFUSED;
import static shop.inventory.reservations.ReservationStatus.RELEASED;
import static shop.inventory.reservations.ReservationStatus.RETURNED;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shop.inventory.reservations.ReservationRules.Decision.Becomes;
import shop.inventory.reservations.ReservationRules.Decision.BecomesIfEnough;
import shop.inventory.reservations.ReservationRules.Decision.Stays;
import shop.inventory.stock.Line;
import shop.inventory.stock.Movement;
import shop.inventory.stock.StockLevels;

/** What every command does to a reservation in every status. Pure. */
final class ReservationRules {

    /** What can be asked of a reservation. */
    enum Command {
        /** Hold these pieces for me. */
        RESERVE,
        /** I have bought them. */
        COMMIT,
        /** I shall not buy them. */
        RELEASE,
        /** I bought them and give them back. */
        RETURN,
        /** It is too late. */
        EXPIRE
    }

    /** What a command does to a reservation. */
    sealed interface Decision {

        /** Nothing; the answer is what it is already, or that it is unknown. */
        record Stays() implements Decision {}

        /** It changes, and its pieces move; they are always there to be moved. */
        record Becomes(ReservationStatus next, Movement movement) implements Decision {}

        /** It changes so if all its pieces are there to be moved, and otherwise so. */
        record BecomesIfEnough(
                ReservationStatus next, Movement movement, ReservationStatus otherwise)
                implements Decision {}
    }

    /** The one rule that {@link Reserving} carries out in a single statement. */
    static final BecomesIfEnough FIRST_RESERVE = new BecomesIfEnough(HELD, Movement.HOLD, REFUSED);

    private ReservationRules() {}

    /**
     * The rule.
     *
     * @param status null when there is no such reservation
     */
    static Decision decide(Command command, @Nullable ReservationStatus status) {
        return switch (command) {
            case RESERVE -> reserve(status);
            case COMMIT -> commit(status);
            case RELEASE -> release(status);
            case RETURN -> giveBack(status);
            case EXPIRE -> expire(status);
        };
    }

    /** The statuses of which the command may change anything. */
    static Set<ReservationStatus> changing(Command command) {
        return Stream.of(ReservationStatus.values())
                .filter(status -> !(decide(command, status) instanceof Stays))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The rule, applied: moves the pieces.
     *
     * @return what the reservation is then; null when there is still none
     */
    static @Nullable ReservationStatus apply(
            Command command,
            @Nullable ReservationStatus status,
            List<Line> lines,
            StockLevels levels) {
        return switch (decide(command, status)) {
            case Stays() -> status;
            case Becomes(ReservationStatus next, Movement movement) -> {
                if (!levels.move(movement, lines)) {
                    throw new IllegalStateException("what was held or sold is not there: " + lines);
                }
                yield next;
            }
            case BecomesIfEnough(
                            ReservationStatus next,
                            Movement movement,
                            ReservationStatus otherwise) ->
                    levels.move(movement, lines) ? next : otherwise;
        };
    }

    private static Decision reserve(@Nullable ReservationStatus status) {
        return switch (status) {
            case null -> FIRST_RESERVE;
            case HELD, COMMITTED, RELEASED, EXPIRED, REFUSED, RETURNED -> new Stays();
        };
    }

    // Whoever commits is past his point of no return: he gets the pieces if there still are any.
    private static Decision commit(@Nullable ReservationStatus status) {
        return switch (status) {
            case HELD -> new Becomes(COMMITTED, Movement.SELL_HELD);
            case EXPIRED -> new BecomesIfEnough(COMMITTED, Movement.SELL_AVAILABLE, EXPIRED);
            case null -> new Stays();
            case COMMITTED, RELEASED, REFUSED, RETURNED -> new Stays();
        };
    }

    // An expired one is released too, though nothing moves: a commit that is still under way must
    // not take its pieces again.
    private static Decision release(@Nullable ReservationStatus status) {
        return switch (status) {
            case null -> new Becomes(RELEASED, Movement.NONE);
            case HELD -> new Becomes(RELEASED, Movement.LET_GO);
            case EXPIRED -> new Becomes(RELEASED, Movement.NONE);
            case COMMITTED, RELEASED, REFUSED, RETURNED -> new Stays();
        };
    }

    private static Decision giveBack(@Nullable ReservationStatus status) {
        return status == COMMITTED ? new Becomes(RETURNED, Movement.TAKE_BACK) : release(status);
    }

    private static Decision expire(@Nullable ReservationStatus status) {
        return status == HELD ? new Becomes(EXPIRED, Movement.LET_GO) : new Stays();
    }
}
