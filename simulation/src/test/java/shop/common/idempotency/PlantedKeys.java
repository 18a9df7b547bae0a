package shop.common.idempotency;

import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import shop.order.orders.Order;
import shop.order.orders.OrderView;
import shop.simulation.Database;
import shop.simulation.Json;
import shop.simulation.Tables.OrderTables;

/** Keys with a bug. */
public final class PlantedKeys {

    private PlantedKeys() {}

    /** Which keys were used is known to this life of this process only. */
    public static IdempotencyKeys inMemoryOnly(OrderTables tables, Database database) {
        Set<IdempotencyKey> used = new HashSet<>();
        return new InMemoryIdempotencyKeys(tables, database) {

            @Override
            public Claim claim(IdempotencyKey key, byte[] fingerprint) {
                Claim claim = super.claim(key, fingerprint);
                return used.add(key) ? new Claim.Fresh() : claim;
            }
        };
    }

    /** The answer is stored after the transaction that it tells of. */
    public static IdempotencyKeys answeringAfterwards(OrderTables tables, Database database) {
        return new InMemoryIdempotencyKeys(tables, database) {

            @Override
            public void answer(IdempotencyKey key, Answer answer) {
                database.afterCommit(() -> super.answer(key, answer));
            }
        };
    }

    /** Only the fact of an answer is remembered; its words are found anew every time. */
    public static IdempotencyKeys rewording(OrderTables tables, Database database) {
        return new InMemoryIdempotencyKeys(tables, database) {

            @Override
            public Optional<Claim> find(IdempotencyKey key, byte[] fingerprint) {
                return super.find(key, fingerprint).map(claim -> reworded(claim, tables));
            }
        };
    }

    private static Claim reworded(Claim claim, OrderTables tables) {
        if (claim instanceof Claim.Answered(Answer answer) && answer.status() == 201) {
            String location = Objects.requireNonNull(answer.location());
            UUID id = UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
            Order order = Objects.requireNonNull(tables.orders().get(id));
            String body = Json.MAPPER.writeValueAsString(OrderView.of(order));
            return new Claim.Answered(new Answer(201, body, location));
        }
        return claim;
    }
}
