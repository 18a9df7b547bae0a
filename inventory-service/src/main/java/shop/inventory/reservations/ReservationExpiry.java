package shop.inventory.reservations;

import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import shop.inventory.reservations.ReservationRules.Command;
import shop.inventory.reservations.Reservations.Due;

/**
 * Releases holds whose time is over. Every instance does it: a hold that has expired already is
 * skipped.
 *
 * <p>A hold whose rows are damaged stays, is logged and counted every time, and keeps no other one
 * from expiring.
 *
 * <p>Not by {@code SKIP LOCKED}, which would lock reservations before their stock.
 */
@Component
class ReservationExpiry {

    private static final Logger LOG = LoggerFactory.getLogger(ReservationExpiry.class);
    private static final int AT_ONCE = 100;

    private final Reservations reservations;
    private final ReservationService service;

    ReservationExpiry(Reservations reservations, ReservationService service) {
        this.reservations = reservations;
        this.service = service;
    }

    /** Expires all holds whose time is over. */
    @Scheduled(fixedDelayString = "PT10S")
    void expireDue() {
        List<Due> due = reservations.due(Due.FIRST, AT_ONCE);
        while (!due.isEmpty()) {
            List<UUID> ids = due.stream().map(Due::id).toList();
            int expired = service.carryOutEach(Command.EXPIRE, ids).done().size();
            LOG.info("{} holds expired", expired);
            due = due.size() < AT_ONCE ? List.of() : reservations.due(due.getLast(), AT_ONCE);
        }
    }
}
