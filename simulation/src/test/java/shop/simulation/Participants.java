package shop.simulation;

import java.util.List;
import java.util.UUID;

/** The two participants, each command one transaction. */
public final class Participants {

    private Participants() {}

    /** The inventory service. */
    public interface Stock {

        /** PUT /internal/reservations/{id}. */
        Reply reserve(UUID id, List<Tables.Piece> lines);

        /** POST /internal/reservations/commit. */
        Reply commit(List<UUID> ids);

        /** DELETE /internal/reservations/{id}. */
        Reply release(UUID id);

        /** POST /internal/reservations/{id}/return. */
        Reply takeBack(UUID id);

        /** What it does by itself from time to time. */
        void expireDue();
    }

    /** The payment service. */
    public interface Money {

        /** PUT /internal/payments/{id}. */
        Reply authorise(UUID id, String customer, long amount);

        /** POST /internal/payments/capture. */
        Reply capture(List<UUID> ids);

        /** POST /internal/payments/{id}/void. */
        Reply cancel(UUID id);

        /** POST /internal/payments/{id}/refund. */
        Reply refund(UUID id);
    }
}
