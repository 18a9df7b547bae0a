package shop.payment.payments;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.batch.Batches;
import shop.common.crash.CrashPoints;
import shop.common.lock.Locks;
import shop.common.remote.Deadline;
import shop.payment.payments.PaymentRules.Command;
import shop.payment.payments.PaymentRules.Decision;

/** Asks the rules what to do, and does it. */
@Service
class PaymentService {

    private final Authorisations authorisations;
    private final Payments payments;
    private final Locks locks;
    private final TransactionTemplate transaction;
    private final Batches batches;

    PaymentService(
            Authorisations authorisations,
            Payments payments,
            Locks locks,
            TransactionTemplate transaction,
            Batches batches) {
        this.authorisations = authorisations;
        this.payments = payments;
        this.locks = locks;
        this.transaction = transaction;
        this.batches = batches;
    }

    /** Holds the amount, unless that was decided before. */
    PaymentResult authorise(UUID id, Charge charge) {
        return locks.holding(
                "account",
                List.of(charge.customer()),
                () -> {
                    Deadline.check();
                    CrashPoints.hit("payment.before", "AUTHORISE");
                    Payment payment = authorisations.open(id, charge);
                    CrashPoints.hit("payment.after-commit", "AUTHORISE");
                    return PaymentRules.answerTo(charge, payment);
                });
    }

    /**
     * Captures all of these that can be, with the same few statements for one as for many. One
     * whose rows are damaged fails alone.
     */
    Batches.Outcome<UUID, PaymentResult> capture(List<UUID> ids) {
        List<UUID> each = List.copyOf(new LinkedHashSet<>(ids));
        return batches.each("capture", each, some -> settle(Command.CAPTURE, some));
    }

    /** Does one command to one payment. */
    PaymentResult settle(Command command, UUID id) {
        return Objects.requireNonNull(settle(command, List.of(id)).get(id));
    }

    private Map<UUID, PaymentResult> settle(Command command, List<UUID> ids) {
        Map<UUID, PaymentResult> results =
                transaction.execute(_ -> {
                    Deadline.check();
                    Map<UUID, PaymentResult> settled = settleLocked(command, ids);
                    CrashPoints.hit("payment.before-commit", command.name());
                    return settled;
                });
        CrashPoints.hit("payment.after-commit", command.name());
        return results;
    }

    private Map<UUID, PaymentResult> settleLocked(Command command, List<UUID> ids) {
        Map<UUID, PaymentStatus> known = payments.lock(ids);
        Map<UUID, PaymentResult> results = new LinkedHashMap<>();
        Map<Decision.Move, Set<UUID>> moves = new HashMap<>();
        for (UUID id : ids) {
            Decision decision = PaymentRules.decide(command, known.get(id));
            switch (decision) {
                case Decision.Move move ->
                        moves.computeIfAbsent(move, _ -> new HashSet<>()).add(id);
                case Decision.Bury() -> {
                    if (!payments.bury(id)) {
                        return settleLocked(command, ids);
                    }
                }
                case Decision.Stay _ -> {}
            }
            results.put(id, decision.result());
        }
        moves.forEach(payments::move);
        return results;
    }
}
