package shop.inventory.reservations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import shop.inventory.Crowd;
import shop.inventory.InventoryTest;
import shop.inventory.Shelves;
import shop.inventory.reservations.ReservationRules.Command;
import shop.inventory.reservations.ReservationService.Reserved;
import shop.inventory.stock.Line;

/**
 * Crowds at one shelf; {@link OversellingWithoutLocksIT} has the same without locks. On a busy
 * machine some wait longer than customers should.
 */
@InventoryTest
@TestPropertySource(
        properties = {
            "shop.database.time-limit=10s",
            "shop.database.lock-limit=9s",
            "shop.database.silence-seconds=12"
        })
class OversellingIT {

    private static final String BOWL = "rare-raku-tea-bowl";
    private static final String PEN = "rare-urushi-fountain-pen";

    @Autowired ReservationService service;
    @Autowired Shelves shelves;

    @BeforeEach
    void startOver() {
        shelves.reset();
    }

    @RepeatedTest(5)
    void sellsTenPiecesToTenOfAHundred() throws Exception {
        List<Reserved> answers =
                Crowd.of(100, _ -> service.reserve(UUID.randomUUID(), List.of(Line.of(BOWL, 1))));

        assertThat(answers).filteredOn(Reserved.Granted.class::isInstance).hasSize(10);
        assertThat(answers).filteredOn(Reserved.OutOfStock.class::isInstance).hasSize(90);
        assertThat(shelves.of(BOWL)).isEqualTo("0 10 0");
    }

    @RepeatedTest(5)
    void holdsAllLinesOrNoneInACrowd() throws Exception {
        List<Reserved> answers =
                Crowd.of(
                        60,
                        i ->
                                service.reserve(
                                        UUID.randomUUID(),
                                        List.of(
                                                Line.of(BOWL, 1 + i % 3),
                                                Line.of(PEN, 3 - i % 3))));

        String bowls = shelves.of(BOWL);
        assertThat(answers).filteredOn(Reserved.Granted.class::isInstance).isNotEmpty();
        assertThat(held(bowls) + held(shelves.of(PEN)))
                .isEqualTo(
                        4L * answers.stream().filter(Reserved.Granted.class::isInstance).count());
    }

    /** What a statement saw when it began is old when its turn comes: some give back meanwhile. */
    @Test
    void decidesAboutScarcePiecesByWhatThereIsNow() throws Exception {
        Crowd.of(
                16,
                i -> {
                    for (int round = 0; round < 40; round++) {
                        UUID id = UUID.randomUUID();
                        service.reserve(
                                id, List.of(Line.of(BOWL, 1), Line.of(PEN, 1 + (i + round) % 4)));
                        service.carryOut(Command.RELEASE, List.of(id));
                    }
                    return true;
                });

        assertThat(shelves.of(BOWL)).isEqualTo("10 0 0");
        assertThat(shelves.of(PEN)).isEqualTo("10 0 0");
    }

    @RepeatedTest(5)
    void givesTheSameAnswerToTheSameRequestsAtOnce() throws Exception {
        UUID granted = UUID.randomUUID();
        UUID refused = UUID.randomUUID();

        List<Reserved> answers =
                Crowd.of(
                        40,
                        i ->
                                i % 2 == 0
                                        ? service.reserve(granted, List.of(Line.of(BOWL, 2)))
                                        : service.reserve(refused, List.of(Line.of(PEN, 12))));

        Set<Reserved> different = new HashSet<>(answers);
        assertThat(different).hasSize(2);
        assertThat(shelves.of(BOWL)).isEqualTo("8 2 0");
        assertThat(shelves.of(PEN)).isEqualTo("10 0 0");
    }

    @Test
    void agreesWithItselfWhenReserveAndReleaseRace() throws Exception {
        for (int round = 0; round < 50; round++) {
            UUID id = UUID.randomUUID();
            List<Line> one = List.of(Line.of(BOWL, 1));

            Crowd.of(
                    6,
                    i ->
                            i % 3 == 0
                                    ? service.carryOut(Command.RELEASE, List.of(id))
                                    : service.reserve(id, one));

            assertThat(service.reserve(id, one)).isEqualTo(new Reserved.Over());
            assertThat(shelves.of(BOWL)).as("round %d", round).isEqualTo("10 0 0");
        }
    }

    @Test
    void sellsOnceWhenCommitsAndReturnsRace() throws Exception {
        for (int round = 0; round < 50; round++) {
            UUID id = UUID.randomUUID();
            service.reserve(id, List.of(Line.of(BOWL, 3)));

            Crowd.of(
                    6,
                    i ->
                            service.carryOut(
                                    i % 3 == 0 ? Command.RETURN : Command.COMMIT, List.of(id)));

            Map<UUID, ReservationStatus> after = service.carryOut(Command.RETURN, List.of(id));
            assertThat(after.get(id)).isIn(ReservationStatus.RETURNED, ReservationStatus.RELEASED);
            assertThat(shelves.of(BOWL)).as("round %d", round).isEqualTo("10 0 0");
        }
    }

    private static long held(String shelf) {
        return Long.parseLong(shelf.split(" ", -1)[1]);
    }
}
