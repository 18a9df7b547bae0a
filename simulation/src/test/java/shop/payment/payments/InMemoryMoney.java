package shop.payment.payments;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.ErrorResponseException;
import shop.common.batch.Batches;
import shop.common.lock.Locks;
import shop.common.money.Money;
import shop.simulation.Database;
import shop.simulation.Json;
import shop.simulation.Participants;
import shop.simulation.Reply;
import shop.simulation.Tables;

/** Production's payment service, from its controller to its rules, on tables in memory. */
public class InMemoryMoney implements Participants.Money {

    static final Currency EUR = Currency.getInstance("EUR");

    private final PaymentController controller;

    /** On these tables. */
    public InMemoryMoney(Tables.MoneyTables tables, Database database) {
        this(database, new InMemoryAuthorisations(tables, database), new InMemoryPayments(tables));
    }

    /** With other parts. */
    InMemoryMoney(Database database, Authorisations authorisations, Payments payments) {
        this(
                new PaymentService(
                        authorisations,
                        payments,
                        new NoLocks(),
                        new TransactionTemplate(database),
                        new Batches(new SimpleMeterRegistry())));
    }

    /** With another service. */
    InMemoryMoney(PaymentService service) {
        controller = new PaymentController(service);
    }

    /** Nothing depends on them. */
    record NoLocks() implements Locks {

        @Override
        public <T> T holding(String family, Collection<String> keys, Supplier<T> work) {
            return work.get();
        }
    }

    @Override
    public Reply authorise(UUID id, String customer, long amount) {
        var request = new AuthoriseRequest(customer, new Money(amount, EUR));
        return reply(() -> controller.authorise(id, request));
    }

    @Override
    public Reply capture(List<UUID> ids) {
        return reply(() -> ResponseEntity.ok(controller.capture(new CaptureRequest(ids))));
    }

    @Override
    public Reply cancel(UUID id) {
        return reply(() -> controller.voidPayment(id));
    }

    @Override
    public Reply refund(UUID id) {
        return reply(() -> controller.refund(id));
    }

    private static Reply reply(Supplier<ResponseEntity<?>> work) {
        try {
            ResponseEntity<?> response = work.get();
            return switch (response.getBody()) {
                case PaymentView view -> Reply.of(List.of(result(view)));
                case PaymentView.Captures(var results) ->
                        Reply.of(results.stream().map(InMemoryMoney::result).toList());
                case ProblemDetail problem -> problem(problem);
                case null, default -> throw new IllegalStateException(response.toString());
            };
        } catch (ErrorResponseException e) {
            return problem(e.getBody());
        } catch (RuntimeException e) {
            return Reply.broken();
        }
    }

    private static Reply.Result result(PaymentView view) {
        return new Reply.Result(view.id(), view.status());
    }

    private static Reply problem(ProblemDetail problem) {
        return new Reply(problem.getStatus(), List.of(), Json.MAPPER.writeValueAsString(problem));
    }
}
