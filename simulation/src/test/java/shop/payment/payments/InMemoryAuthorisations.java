package shop.payment.payments;

import java.util.Objects;
import java.util.UUID;
import shop.common.money.Money;
import shop.payment.ledger.Movement;
import shop.simulation.Database;
import shop.simulation.NoJdbc;
import shop.simulation.Tables;

/** The statement that opens a payment. */
class InMemoryAuthorisations extends Authorisations {

    private final Tables.MoneyTables tables;
    private final Database database;
    private final InMemoryPayments payments;

    InMemoryAuthorisations(Tables.MoneyTables tables, Database database) {
        super(NoJdbc.client());
        this.tables = tables;
        this.database = database;
        this.payments = new InMemoryPayments(tables);
    }

    @Override
    Payment open(UUID id, Charge charge) {
        return database.statement(() -> {
            if (tables.payments().get(id) == null) {
                insert(id, charge);
            }
            return found(id);
        });
    }

    private void insert(UUID id, Charge charge) {
        long amount = charge.amount().minorUnits();
        boolean covered = isCovered(charge);
        tables.payments()
                .put(
                        id,
                        new Tables.Payment(
                                charge.customer(), amount, PaymentRules.opening(covered).name()));
        if (covered) {
            payments.book(Movement.HOLD, id, charge.customer(), amount);
        }
    }

    /** {@code balance_minor >= amount}. */
    boolean isCovered(Charge charge) {
        Tables.Account account = tables.accounts().get(charge.customer());
        return account != null && account.balance() >= charge.amount().minorUnits();
    }

    private Payment found(UUID id) {
        Tables.Payment row = Objects.requireNonNull(tables.payments().get(id));
        Charge charge =
                row.customer() == null
                        ? null
                        : new Charge(row.customer(), new Money(row.amount(), InMemoryMoney.EUR));
        return new Payment(id, PaymentStatus.valueOf(row.status()), charge);
    }
}
