package shop.inventory.reservations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import shop.inventory.Crowd;
import shop.inventory.InventoryTest;
import shop.inventory.Shelves;
import shop.inventory.reservations.ReservationRequests.RequestedLine;
import shop.inventory.reservations.ReservationRules.Command;
import shop.inventory.stock.Line;

/**
 * Orders that name the same few products in any order, and whatever becomes of them, at once. The
 * database finds a circle after a second, which the usual limit of a statement would hide.
 */
@InventoryTest
@TestPropertySource(
        properties = {
            "shop.test.lock-holders=0",
            "shop.database.time-limit=20s",
            "shop.database.lock-limit=20s",
            "shop.database.silence-seconds=25"
        })
class DeadlockIT {

    private static final List<String> PRODUCTS =
            List.of(
                    "tea-sencha",
                    "tea-assam",
                    "coffee-huila",
                    "paper-ink-moss",
                    "kitchen-mug-white");

    @Autowired ReservationService service;
    @Autowired ReservationExpiry expiry;
    @Autowired Shelves shelves;
    @Autowired JdbcClient jdbc;

    @BeforeEach
    void startOver() {
        shelves.reset();
    }

    @Test
    void nobodyWaitsInACircle() throws Exception {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(120).toList();

        Crowd.of(12, person -> shop(new Random(person), ids));

        assertThat(
                        jdbc.sql(
                                        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
                                .query(Long.class)
                                .single())
                .isZero();
        service.carryOut(Command.RETURN, ids);
        assertThat(PRODUCTS).extracting(shelves::of).containsOnly("10000 0 0");
    }

    private boolean shop(Random random, List<UUID> ids) {
        for (int i = 0; i < 120; i++) {
            List<UUID> some = new ArrayList<>(ids);
            Collections.shuffle(some, random);
            some = some.subList(0, 1 + random.nextInt(40));
            switch (random.nextInt(8)) {
                case 0 -> service.carryOut(Command.COMMIT, some);
                case 1 -> service.carryOut(Command.RELEASE, some.subList(0, 1));
                case 2 -> service.carryOut(Command.RETURN, some.subList(0, 1));
                case 3 -> service.carryOut(Command.EXPIRE, some);
                default -> some.forEach(id -> service.reserve(id, lines(id)));
            }
        }
        return true;
    }

    /** Always the same for the same id, but named in any order. */
    private static List<Line> lines(UUID id) {
        List<String> skus = new ArrayList<>(PRODUCTS);
        Collections.shuffle(skus, new Random(id.getMostSignificantBits()));
        List<RequestedLine> lines =
                new ArrayList<>(
                        IntStream.range(0, 3)
                                .mapToObj(i -> new RequestedLine(skus.get(i), 1 + i))
                                .toList());
        Collections.shuffle(lines, ThreadLocalRandom.current());
        return new ReservationRequests.Reserve(lines).sorted();
    }
}
