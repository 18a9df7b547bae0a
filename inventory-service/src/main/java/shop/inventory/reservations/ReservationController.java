package shop.inventory.reservations;

import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import shop.inventory.reservations.ReservationRules.Command;

/** What other services may ask of reservations. */
@RestController
@RequestMapping("/internal/reservations")
class ReservationController {

    private final ReservationService service;

    ReservationController(ReservationService service) {
        this.service = service;
    }

    @PutMapping("/{id}")
    ResponseEntity<?> reserve(
            @PathVariable UUID id, @Valid @RequestBody ReservationRequests.Reserve request) {
        int repeated = request.firstRepeated();
        if (repeated >= 0) {
            return ReservationAnswers.repeatedProduct(repeated);
        }
        return ReservationAnswers.reserved(id, service.reserve(id, request.sorted()));
    }

    @PostMapping("/{id}/commit")
    ResponseEntity<?> commit(@PathVariable UUID id) {
        return ReservationAnswers.committed(id, carryOut(Command.COMMIT, id));
    }

    @PostMapping("/commit")
    ReservationAnswers.Results commit(@Valid @RequestBody ReservationRequests.Commit request) {
        List<UUID> ids = request.ids();
        return ReservationAnswers.committed(ids, service.carryOutEach(Command.COMMIT, ids));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<?> release(@PathVariable UUID id) {
        return ReservationAnswers.released(id, carryOut(Command.RELEASE, id));
    }

    @PostMapping("/{id}/return")
    ResponseEntity<?> giveBack(@PathVariable UUID id) {
        return ReservationAnswers.returned(id, carryOut(Command.RETURN, id));
    }

    private @Nullable ReservationStatus carryOut(Command command, UUID id) {
        Map<UUID, ReservationStatus> statuses = service.carryOut(command, List.of(id));
        return statuses.get(id);
    }
}
