package shop.testing.odd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Sends many odd requests to a door, and tells the first answer of each kind that is wrong. */
public final class OddRun {

    /** The seed of one request to be sent again, and nothing else. */
    private static final @Nullable Long REPLAYED = Long.getLong("shop.odd.seed");

    private static final int AT_A_TIME = 8;

    private final Door door;
    private final Map<String, String> complaints = new ConcurrentSkipListMap<>();

    private OddRun(Door door) {
        this.door = door;
    }

    /** Sends the requests of so many seeds, from the first on; fails if any answer is wrong. */
    public static void against(Door door, long first, int requests) {
        OddRun run = new OddRun(door);
        LongStream seeds =
                REPLAYED == null
                        ? LongStream.range(first, first + requests)
                        : LongStream.of(REPLAYED);
        try (ExecutorService senders = Executors.newFixedThreadPool(AT_A_TIME)) {
            seeds.forEach(seed -> senders.execute(() -> run.send(seed)));
        }
        assertThat(run.complaints.values()).isEmpty();
    }

    private void send(long seed) {
        OddRequest request = OddRequests.of(seed, door);
        RawAnswer answer = RawAnswer.to(door.port(), request.bytes());
        String complaint = complaint(request, answer);
        if (complaint != null) {
            complaints.putIfAbsent(
                    request.what(),
                    "%nThe answer %s (replay it with -Dshop.odd.seed=%s): %s%n%s%n"
                            .formatted(complaint, seed, request, answer));
        }
    }

    private static @Nullable String complaint(OddRequest request, RawAnswer answer) {
        String complaint = answer.complaint(!request.sent().startsWith("HEAD"));
        return complaint == null ? request.expected().complaintAbout(answer) : complaint;
    }
}
