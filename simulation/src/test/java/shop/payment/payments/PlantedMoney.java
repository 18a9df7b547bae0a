package shop.payment.payments;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Objects;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.batch.Batches;
import shop.payment.payments.PaymentRules.Command;
import shop.simulation.Database;
import shop.simulation.Participants;
import shop.simulation.Tables;
import shop.simulation.Tables.MoneyTables;

/** Payment services with a bug. */
public final class PlantedMoney {

    private PlantedMoney() {}

    /** A void of what nobody knows is answered, and forgotten. */
    public static Participants.Money withoutTombstones(MoneyTables tables, Database database) {
        return money(
                tables,
                database,
                new InMemoryPayments(tables) {

                    @Override
                    boolean bury(UUID id) {
                        return true;
                    }
                });
    }

    /** Gives money back as often as it is asked. */
    public static Participants.Money refundingAgain(MoneyTables tables, Database database) {
        var payments =
                new InMemoryPayments(tables) {

                    @Override
                    void enter(Tables.Entry entry) {
                        tables.ledger().put(tables.ledger().rows().size(), entry);
                    }
                };
        return new InMemoryMoney(
                new PaymentService(
                        new InMemoryAuthorisations(tables, database),
                        payments,
                        new InMemoryMoney.NoLocks(),
                        new TransactionTemplate(database),
                        new Batches(new SimpleMeterRegistry())) {

                    @Override
                    PaymentResult settle(Command command, UUID id) {
                        var row = tables.payments().get(id);
                        if (command == Command.REFUND
                                && row != null
                                && row.status().equals("REFUNDED")) {
                            String customer = Objects.requireNonNull(row.customer());
                            tables.payments()
                                    .put(
                                            id,
                                            new Tables.Payment(customer, row.amount(), "CAPTURED"));
                        }
                        return super.settle(command, id);
                    }
                });
    }

    /** Sets money aside that is not there. */
    public static Participants.Money uncovered(MoneyTables tables, Database database) {
        return new InMemoryMoney(
                database,
                new InMemoryAuthorisations(tables, database) {

                    @Override
                    boolean isCovered(Charge charge) {
                        return tables.accounts().get(charge.customer()) != null;
                    }
                },
                new InMemoryPayments(tables));
    }

    /** Frees money without a line in the ledger. */
    public static Participants.Money withoutLines(MoneyTables tables, Database database) {
        return money(
                tables,
                database,
                new InMemoryPayments(tables) {

                    @Override
                    void enter(Tables.Entry entry) {
                        if (!entry.kind().equals("RELEASE")) {
                            super.enter(entry);
                        }
                    }
                });
    }

    private static Participants.Money money(
            MoneyTables tables, Database database, Payments payments) {
        return new InMemoryMoney(database, new InMemoryAuthorisations(tables, database), payments);
    }
}
