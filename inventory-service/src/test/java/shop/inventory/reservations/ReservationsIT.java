package shop.inventory.reservations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static shop.inventory.reservations.ReservationStatus.COMMITTED;
import static shop.inventory.reservations.ReservationStatus.EXPIRED;
import static shop.inventory.reservations.ReservationStatus.HELD;
import static shop.inventory.reservations.ReservationStatus.REFUSED;
import static shop.inventory.reservations.ReservationStatus.RELEASED;
import static shop.inventory.reservations.ReservationStatus.RETURNED;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.remote.Deadline;
import shop.common.remote.DeadlineExceededException;
import shop.inventory.InventoryTest;
import shop.inventory.Shelves;
import shop.inventory.products.Sku;
import shop.inventory.reservations.Reservation.Shortage;
import shop.inventory.reservations.ReservationRules.Command;
import shop.inventory.reservations.ReservationService.Reserved;
import shop.inventory.stock.Line;

@InventoryTest
class ReservationsIT {

    private static final String BOWL = "rare-raku-tea-bowl";
    private static final String SENCHA = "tea-sencha";
    private static final List<Line> THREE_BOWLS = List.of(Line.of(BOWL, 3));

    @Autowired ReservationService service;
    @Autowired ReservationExpiry expiry;
    @Autowired Shelves shelves;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;

    private final UUID id = UUID.randomUUID();

    @BeforeEach
    void startOver() {
        shelves.reset();
    }

    @Test
    void holdsAllLines() {
        assertThat(service.reserve(id, List.of(Line.of(BOWL, 3), Line.of(SENCHA, 2))))
                .isEqualTo(new Reserved.Granted(HELD));

        assertThat(shelves.of(BOWL)).isEqualTo("7 3 0");
        assertThat(shelves.of(SENCHA)).isEqualTo("9998 2 0");
    }

    @Test
    void holdsNothingWhenOneLineIsShort() {
        assertThat(service.reserve(id, List.of(Line.of(BOWL, 11), Line.of(SENCHA, 2))))
                .isEqualTo(new Reserved.OutOfStock(List.of(new Shortage(new Sku(BOWL), 11, 10))));

        assertThat(shelves.of(BOWL)).isEqualTo("10 0 0");
        assertThat(shelves.of(SENCHA)).isEqualTo("10000 0 0");
    }

    @Test
    void remembersARefusalWhenStockHasCome() {
        List<Line> eleven = List.of(Line.of(BOWL, 11));
        Reserved refused = service.reserve(id, eleven);
        jdbc.sql("UPDATE stock_item SET available = 50 WHERE sku = ?").param(BOWL).update();

        assertThat(service.reserve(id, eleven)).isEqualTo(refused);
        assertThat(carryOut(Command.COMMIT)).isEqualTo(REFUSED);
        assertThat(carryOut(Command.RELEASE)).isEqualTo(REFUSED);
        assertThat(shelves.of(BOWL)).isEqualTo("50 0 0");
    }

    @Test
    void holdsOnceHoweverOftenItIsAsked() {
        service.reserve(id, THREE_BOWLS);

        assertThat(service.reserve(id, THREE_BOWLS)).isEqualTo(new Reserved.Granted(HELD));
        assertThat(shelves.of(BOWL)).isEqualTo("7 3 0");
    }

    @Test
    void refusesTheSameIdWithOtherLines() {
        service.reserve(id, THREE_BOWLS);

        assertThat(service.reserve(id, List.of(Line.of(BOWL, 4))))
                .isEqualTo(new Reserved.Mismatch());
        assertThat(service.reserve(id, List.of(Line.of(SENCHA, 3))))
                .isEqualTo(new Reserved.Mismatch());
        assertThat(shelves.of(BOWL)).isEqualTo("7 3 0");
    }

    @Test
    void namesUnknownProductsAndRemembersNothing() {
        assertThat(service.reserve(id, List.of(Line.of("no-such", 1), Line.of(SENCHA, 1))))
                .isEqualTo(new Reserved.UnknownProducts(List.of(new Sku("no-such"))));

        assertThat(service.reserve(id, List.of(Line.of(SENCHA, 1))))
                .isEqualTo(new Reserved.Granted(HELD));
    }

    /** What {@code @Transactional} around a lock would do. */
    @Test
    void refusesToUnlockBeforeTheCommit() {
        assertThatIllegalStateException()
                .isThrownBy(() -> transaction.execute(_ -> service.reserve(id, THREE_BOWLS)));
        assertThat(shelves.of(BOWL)).isEqualTo("10 0 0");
    }

    @Test
    void beginsNothingAfterTheDeadline() {
        assertThatExceptionOfType(DeadlineExceededException.class)
                .isThrownBy(() ->
                        Deadline.in(Duration.ZERO).during(() -> service.reserve(id, THREE_BOWLS)));

        assertThat(shelves.of(BOWL)).isEqualTo("10 0 0");
    }

    @Test
    void refusesALateReserve() {
        assertThat(carryOut(Command.RELEASE)).isEqualTo(RELEASED);

        assertThat(service.reserve(id, THREE_BOWLS)).isEqualTo(new Reserved.Over());
        assertThat(shelves.of(BOWL)).isEqualTo("10 0 0");
    }

    @Test
    void refusesAReserveAfterAReturn() {
        assertThat(carryOut(Command.RETURN)).isEqualTo(RELEASED);

        assertThat(service.reserve(id, THREE_BOWLS)).isEqualTo(new Reserved.Over());
    }

    @Test
    void sellsReturnsAndReleasesOnce() {
        service.reserve(id, THREE_BOWLS);

        assertThat(carryOut(Command.COMMIT)).isEqualTo(COMMITTED);
        assertThat(carryOut(Command.COMMIT)).isEqualTo(COMMITTED);
        assertThat(shelves.of(BOWL)).isEqualTo("7 0 3");
        assertThat(carryOut(Command.RELEASE)).isEqualTo(COMMITTED);
        assertThat(shelves.of(BOWL)).isEqualTo("7 0 3");
        assertThat(carryOut(Command.RETURN)).isEqualTo(RETURNED);
        assertThat(carryOut(Command.RETURN)).isEqualTo(RETURNED);
        assertThat(carryOut(Command.COMMIT)).isEqualTo(RETURNED);
        assertThat(shelves.of(BOWL)).isEqualTo("10 0 0");
    }

    @Test
    void expiresHoldsWhoseTimeIsOver() {
        UUID other = UUID.randomUUID();
        service.reserve(id, THREE_BOWLS);
        service.reserve(other, THREE_BOWLS);
        timeIsOver(id);

        expiry.expireDue();

        assertThat(shelves.of(BOWL)).isEqualTo("7 3 0");
        assertThat(service.reserve(id, THREE_BOWLS)).isEqualTo(new Reserved.Over());
        assertThat(service.reserve(other, THREE_BOWLS)).isEqualTo(new Reserved.Granted(HELD));
    }

    @Test
    void expiresMoreThanOneBatch() {
        List<Line> one = List.of(Line.of(SENCHA, 1));
        for (int i = 0; i < 250; i++) {
            UUID hold = UUID.randomUUID();
            service.reserve(hold, one);
            timeIsOver(hold);
        }

        expiry.expireDue();

        assertThat(shelves.of(SENCHA)).isEqualTo("10000 0 0");
    }

    @Test
    void sellsAnExpiredHoldIfThereIsStillEnough() {
        expired();

        assertThat(carryOut(Command.COMMIT)).isEqualTo(COMMITTED);
        assertThat(shelves.of(BOWL)).isEqualTo("7 0 3");
    }

    @Test
    void neverSellsAnExpiredHoldWhoseStockHasGone() {
        expired();
        service.reserve(UUID.randomUUID(), List.of(Line.of(BOWL, 8)));

        assertThat(carryOut(Command.COMMIT)).isEqualTo(EXPIRED);
        assertThat(shelves.of(BOWL)).isEqualTo("2 8 0");
    }

    @Test
    void neverSellsAnExpiredHoldThatWasGivenUp() {
        expired();

        assertThat(carryOut(Command.RETURN)).isEqualTo(RELEASED);
        assertThat(carryOut(Command.COMMIT)).isEqualTo(RELEASED);
        assertThat(shelves.of(BOWL)).isEqualTo("10 0 0");
    }

    @Test
    void commitsManyInOneGo() {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(500).toList();
        ids.forEach(one -> service.reserve(one, List.of(Line.of(SENCHA, 1))));
        UUID unknown = UUID.randomUUID();

        Map<UUID, ReservationStatus> statuses =
                service.carryOut(
                        Command.COMMIT, Stream.concat(ids.stream(), Stream.of(unknown)).toList());

        assertThat(statuses).hasSize(500).doesNotContainKey(unknown).containsValue(COMMITTED);
        assertThat(shelves.of(SENCHA)).isEqualTo("9500 0 500");
    }

    private void expired() {
        service.reserve(id, THREE_BOWLS);
        timeIsOver(id);
        expiry.expireDue();
    }

    private void timeIsOver(UUID hold) {
        jdbc.sql("UPDATE reservation SET expires_at = now() - interval '1 second' WHERE id = ?")
                .param(hold)
                .update();
    }

    private @Nullable ReservationStatus carryOut(Command command) {
        return service.carryOut(command, List.of(id)).get(id);
    }
}
