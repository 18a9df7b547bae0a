package shop.inventory.reservations;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import shop.inventory.products.Sku;

/** The table {@code reservation}. Its methods take part in the caller's transaction, if any. */
@Repository
class Reservations {

    private final JdbcClient jdbc;

    Reservations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of them that are known, by their ids. Takes no locks. */
    Map<UUID, Reservation> find(Collection<UUID> ids) {
        return jdbc
                .sql(
                        """
                        SELECT id, status, skus, quantities, available_then
                        FROM reservation WHERE id = ANY (?::uuid[])
                        """)
                .param(texts(ids.stream()))
                .query((row, _) -> ReservationRow.read(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Reservation::id, Function.identity()));
    }

    /** The products of those of them that have one of these statuses. Takes no locks. */
    SortedSet<Sku> skus(Collection<UUID> ids, Set<ReservationStatus> statuses) {
        return new TreeSet<>(
                jdbc.sql(
                                """
                                SELECT DISTINCT unnest(skus) AS sku FROM reservation
                                WHERE id = ANY (?::uuid[]) AND status = ANY (?::text[])
                                """)
                        .param(texts(ids.stream()))
                        .param(texts(statuses.stream()))
                        .query((row, _) -> new Sku(row.getString("sku")))
                        .list());
    }

    /**
     * Some of the holds whose time is over by the database's clock, the longest first.
     *
     * @param after begins behind this one, whether it still is there or not
     */
    List<Due> due(Due after, int most) {
        return jdbc.sql(
                        """
                        SELECT id, expires_at FROM reservation
                        WHERE status = 'HELD' AND expires_at < now()
                          AND (expires_at, id) > (?, ?)
                        ORDER BY expires_at, id LIMIT ?
                        """)
                .params(after.since(), after.id(), most)
                .query((row, _) ->
                        new Due(
                                row.getObject("expires_at", OffsetDateTime.class),
                                row.getObject("id", UUID.class)))
                .list();
    }

    /** A hold whose time has been over since then. */
    record Due(OffsetDateTime since, UUID id) {

        /** Before all of them. */
        static final Due FIRST = new Due(Instant.EPOCH.atOffset(ZoneOffset.UTC), new UUID(0, 0));
    }

    /**
     * Makes all changes whose reservation still is what it was when they were decided.
     *
     * @return whether that was true of all; if not, the caller rolls back
     */
    boolean change(List<Change> changes) {
        List<Change> known = changes.stream().filter(c -> c.previous() != null).toList();
        List<UUID> unknown =
                changes.stream().filter(c -> c.previous() == null).map(Change::id).toList();
        return update(known) && bury(unknown);
    }

    private boolean update(List<Change> changes) {
        return changes.isEmpty()
                || jdbc.sql(
                                        """
                                        UPDATE reservation r SET status = c.next, changed_at = now()
                                        FROM unnest(?::uuid[], ?::text[], ?::text[])
                                          AS c (id, previous, next)
                                        WHERE r.id = c.id AND r.status = c.previous
                                        """)
                                .param(texts(changes.stream().map(Change::id)))
                                .param(
                                        texts(
                                                changes.stream()
                                                        .map(c ->
                                                                Objects.requireNonNull(
                                                                        c.previous()))))
                                .param(texts(changes.stream().map(Change::next)))
                                .update()
                        == changes.size();
    }

    /** Leaves tombstones, so that a reserve which comes after its release holds nothing. */
    private boolean bury(List<UUID> ids) {
        return ids.isEmpty()
                || jdbc.sql(
                                        """
                                        INSERT INTO reservation (id, status, skus, quantities, expires_at)
                                        SELECT id, 'RELEASED', '{}', '{}', now()
                                        FROM unnest(?::uuid[]) AS gone (id) ON CONFLICT (id) DO NOTHING
                                        """)
                                .param(texts(ids.stream()))
                                .update()
                        == ids.size();
    }

    /**
     * A change of status that has been decided.
     *
     * @param previous as it was when it was decided; null when there was no such reservation
     */
    record Change(UUID id, @Nullable ReservationStatus previous, ReservationStatus next) {}

    private static String[] texts(Stream<?> values) {
        return values.map(Object::toString).toArray(String[]::new);
    }
}
