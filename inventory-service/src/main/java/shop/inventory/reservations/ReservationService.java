package shop.inventory.reservations;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Service;
import shop.common.batch.Batches;
import shop.common.crash.CrashPoints;
import shop.common.lock.Locks;
import shop.common.remote.Deadline;
import shop.inventory.products.ProductCache;
import shop.inventory.products.Sku;
import shop.inventory.reservations.Reservation.Shortage;
import shop.inventory.reservations.ReservationRules.Command;
import shop.inventory.stock.Line;

/** Carries commands out, each in one transaction, and answers them. */
@Service
class ReservationService {

    /** The answer to a reserve. */
    sealed interface Reserved {

        /** The pieces are held, or bought already. */
        record Granted(ReservationStatus status) implements Reserved {}

        /** There are too few; remembered, so that a repeat hears the same. */
        record OutOfStock(List<Shortage> lines) implements Reserved {}

        /** It is over: released, expired or returned. */
        record Over() implements Reserved {}

        /** The same id came before with other lines. */
        record Mismatch() implements Reserved {}

        /** Some products do not exist; not remembered, nothing was done. */
        record UnknownProducts(List<Sku> skus) implements Reserved {}
    }

    private final Locks locks;
    private final Reserving reserving;
    private final Reservations reservations;
    private final Transitions transitions;
    private final ProductCache cache;
    private final Batches batches;

    ReservationService(
            Locks locks,
            Reserving reserving,
            Reservations reservations,
            Transitions transitions,
            ProductCache cache,
            Batches batches) {
        this.locks = locks;
        this.reserving = reserving;
        this.reservations = reservations;
        this.transitions = transitions;
        this.cache = cache;
        this.batches = batches;
    }

    /**
     * Holds all lines or none. A repeat with the same id gets the answer of the first time, or what
     * has become of it since.
     *
     * @param lines sorted by SKU, no SKU twice
     * @throws shop.common.remote.DeadlineExceededException if the request's deadline has passed
     */
    Reserved reserve(UUID id, List<Line> lines) {
        List<Sku> skus = lines.stream().map(Line::sku).toList();
        List<String> keys = skus.stream().map(Sku::value).toList();
        Optional<Reservation> made =
                locks.holding(
                        "stock",
                        keys,
                        () -> {
                            Deadline.check();
                            CrashPoints.hit("reservation.before", "RESERVE");
                            return reserving.reserve(id, lines, ReservationRules.FIRST_RESERVE);
                        });
        CrashPoints.hit("reservation.after-commit", "RESERVE");
        if (made.isEmpty()) {
            return repeated(id, lines);
        }
        if (made.get().status() == ReservationStatus.HELD) {
            cache.forgetCommitted(skus);
        }
        return answer(made.get(), lines);
    }

    /**
     * Does what the rules say to each of them for which it can be done; one whose rows are damaged
     * fails alone.
     *
     * @return what they are now, without those that do not exist
     */
    Batches.Outcome<UUID, ReservationStatus> carryOutEach(Command command, List<UUID> ids) {
        return batches.each(
                command.name().toLowerCase(Locale.ROOT),
                List.copyOf(new LinkedHashSet<>(ids)),
                some -> carryOut(command, some));
    }

    /**
     * Does what the rules say to each of them, in one transaction.
     *
     * @param ids at most some hundreds, for their stock is locked meanwhile
     * @return what they are now, without those that do not exist
     */
    Map<UUID, ReservationStatus> carryOut(Command command, List<UUID> ids) {
        for (int attempt = 1; attempt <= 5; attempt++) {
            Optional<Map<UUID, ReservationStatus>> done = transitions.attempt(command, ids);
            if (done.isPresent()) {
                CrashPoints.hit("reservation.after-commit", command.name());
                return done.get();
            }
        }
        throw new ConcurrencyFailureException("these reservations keep changing: " + ids);
    }

    private Reserved repeated(UUID id, List<Line> lines) {
        Reservation known = reservations.find(List.of(id)).get(id);
        if (known != null) {
            return answer(known, lines);
        }
        List<Sku> unknown = reserving.unknown(lines);
        if (unknown.isEmpty()) {
            throw new ConcurrencyFailureException("a product appeared just now");
        }
        return new Reserved.UnknownProducts(unknown);
    }

    private static Reserved answer(Reservation reservation, List<Line> lines) {
        if (!reservation.lines().isEmpty() && !reservation.lines().equals(lines)) {
            return new Reserved.Mismatch();
        }
        return switch (reservation.status()) {
            case HELD, COMMITTED -> new Reserved.Granted(reservation.status());
            case REFUSED -> new Reserved.OutOfStock(reservation.shortages());
            case RELEASED, EXPIRED, RETURNED -> new Reserved.Over();
        };
    }
}
