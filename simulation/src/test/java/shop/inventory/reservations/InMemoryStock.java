package shop.inventory.reservations;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.ErrorResponseException;
import shop.common.batch.Batches;
import shop.common.lock.Locks;
import shop.inventory.products.NoProductCache;
import shop.inventory.products.ProductCache;
import shop.inventory.stock.InMemoryStockItems;
import shop.simulation.Database;
import shop.simulation.Json;
import shop.simulation.Participants;
import shop.simulation.Reply;
import shop.simulation.Tables;

/** Production's inventory service, from its controller to its rules, on tables in memory. */
public class InMemoryStock implements Participants.Stock {

    private final ReservationController controller;
    private final ReservationExpiry expiry;

    /** On these tables. */
    public InMemoryStock(Tables.StockTables tables, Database database) {
        InMemoryStockItems stock = new InMemoryStockItems(tables);
        this(
                database,
                stock,
                new InMemoryReserving(tables, database, stock),
                new InMemoryReservations(tables, database));
    }

    /** With other parts. */
    InMemoryStock(
            Database database,
            InMemoryStockItems stock,
            Reserving reserving,
            Reservations reservations) {
        ProductCache cache = NoProductCache.cache();
        this(
                reservations,
                new ReservationService(
                        new NoLocks(),
                        reserving,
                        reservations,
                        new Transitions(
                                new TransactionTemplate(database), reservations, stock, cache),
                        cache,
                        new Batches(new SimpleMeterRegistry())));
    }

    /** With another service. */
    InMemoryStock(Reservations reservations, ReservationService service) {
        controller = new ReservationController(service);
        expiry = new ReservationExpiry(reservations, service);
    }

    /** Nothing depends on them. */
    record NoLocks() implements Locks {

        @Override
        public <T> T holding(String family, Collection<String> keys, Supplier<T> work) {
            return work.get();
        }
    }

    @Override
    public Reply reserve(UUID id, List<Tables.Piece> lines) {
        var request =
                new ReservationRequests.Reserve(
                        lines.stream()
                                .map(p ->
                                        new ReservationRequests.RequestedLine(
                                                p.sku(), p.quantity()))
                                .toList());
        return reply(() -> controller.reserve(id, request));
    }

    @Override
    public Reply commit(List<UUID> ids) {
        return reply(
                () -> ResponseEntity.ok(controller.commit(new ReservationRequests.Commit(ids))));
    }

    @Override
    public Reply release(UUID id) {
        return reply(() -> controller.release(id));
    }

    @Override
    public Reply takeBack(UUID id) {
        return reply(() -> controller.giveBack(id));
    }

    @Override
    public void expireDue() {
        expiry.expireDue();
    }

    private static Reply reply(Supplier<ResponseEntity<?>> work) {
        try {
            ResponseEntity<?> response = work.get();
            return switch (response.getBody()) {
                case ReservationAnswers.Known(UUID id, ReservationStatus status) ->
                        Reply.of(List.of(new Reply.Result(id, status.name())));
                case ReservationAnswers.Results(var results) ->
                        Reply.of(
                                results.stream()
                                        .map(r -> new Reply.Result(r.id(), r.status().name()))
                                        .toList());
                case ProblemDetail problem -> problem(problem);
                case null, default -> throw new IllegalStateException(response.toString());
            };
        } catch (ErrorResponseException e) {
            return problem(e.getBody());
        } catch (RuntimeException e) {
            return Reply.broken();
        }
    }

    private static Reply problem(ProblemDetail problem) {
        return new Reply(problem.getStatus(), List.of(), Json.MAPPER.writeValueAsString(problem));
    }
}
