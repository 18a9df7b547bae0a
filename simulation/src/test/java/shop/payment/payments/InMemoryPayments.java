package shop.payment.payments;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import shop.payment.ledger.LedgerAccount;
import shop.payment.ledger.Movement;
import shop.payment.payments.PaymentRules.Decision;
import shop.simulation.NoJdbc;
import shop.simulation.Tables;

/** The tables {@code payment}, {@code account} and {@code ledger}, statement by statement. */
class InMemoryPayments extends Payments {

    private final Tables.MoneyTables tables;

    InMemoryPayments(Tables.MoneyTables tables) {
        super(NoJdbc.client());
        this.tables = tables;
    }

    @Override
    Map<UUID, PaymentStatus> lock(Collection<UUID> ids) {
        Map<UUID, PaymentStatus> found = new LinkedHashMap<>();
        for (UUID id : ids) {
            Tables.Payment row = tables.payments().get(id);
            if (row != null) {
                found.put(id, PaymentStatus.valueOf(row.status()));
            }
        }
        return found;
    }

    @Override
    void move(Decision.Move move, Collection<UUID> ids) {
        for (UUID id : ids) {
            Tables.Payment row = Objects.requireNonNull(tables.payments().get(id));
            if (!row.status().equals(move.from().name())) {
                throw new IllegalStateException(id + " is " + row.status());
            }
            String customer = Objects.requireNonNull(row.customer());
            tables.payments().put(id, new Tables.Payment(customer, row.amount(), move.to().name()));
            book(move.movement(), id, customer, row.amount());
        }
    }

    /** Moves money, and enters it. */
    void book(Movement movement, UUID id, String customer, long amount) {
        Tables.Account account = Objects.requireNonNull(tables.accounts().get(customer));
        tables.accounts()
                .put(
                        customer,
                        new Tables.Account(
                                account.balance()
                                        + amount * movement.signFor(LedgerAccount.BALANCE),
                                account.held() + amount * movement.signFor(LedgerAccount.HELD)));
        enter(
                new Tables.Entry(
                        movement.name(),
                        id,
                        movement.from().of(customer),
                        movement.to().of(customer),
                        amount));
    }

    /** {@code UNIQUE (payment, kind)}. */
    void enter(Tables.Entry entry) {
        boolean twice =
                tables.ledger().rows().stream()
                        .anyMatch(e ->
                                entry.kind().equals(e.kind())
                                        && Objects.equals(entry.payment(), e.payment()));
        if (twice) {
            throw new DuplicateKeyException(entry.toString());
        }
        tables.ledger().put(tables.ledger().rows().size(), entry);
    }

    @Override
    boolean bury(UUID id) {
        return tables.payments()
                .insert(id, new Tables.Payment(null, 0, PaymentStatus.VOIDED.name()));
    }
}
