package shop.inventory.reservations;

import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import shop.inventory.reservations.ReservationRules.Command;

/**
 * Gives back what nobody came back for. Every instance does it: who is second finds nothing to do.
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
        List<UUID> due;
        do {
            due = reservations.due(AT_ONCE);
            if (!due.isEmpty()) {
                service.carryOut(Command.EXPIRE, due);
                LOG.info("{} holds expired", due.size());
            }
        } while (due.size() == AT_ONCE);
    }
}
