package shop.order.saga;

import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import shop.order.saga.definition.SagaDecider;
import shop.order.saga.definition.SagaDecision;
import shop.order.saga.definition.SagaDefinition;

/**
 * Which sagas are finished together. A batch whose outcome nobody knows is taken apart the next
 * time, into tenths and then into single ones, so that a saga that breaks whatever it is in harms
 * itself alone.
 */
@Component
class FinishBatches {

    /** How many sagas a batch has at most. */
    static final int LARGEST = 100;

    private static final Logger LOG = LoggerFactory.getLogger(FinishBatches.class);
    private static final int SMALL = 10;
    private static final Duration UNTIL_COMPLETED = Duration.ofSeconds(1);

    private final SagaFinisher finisher;
    private final SagaFence fence;
    private final SagaLeases leases;
    private final SagaTime time;

    FinishBatches(SagaFinisher finisher, SagaFence fence, SagaLeases leases, SagaTime time) {
        this.finisher = finisher;
        this.fence = fence;
        this.leases = leases;
        this.time = time;
    }

    /** What may be tried together: sagas of one definition that were in doubt as often. */
    private record Kind(SagaDefinition<?> definition, int most) {

        static Kind of(SagaRun<?> run) {
            int doubts = run.state().doubts();
            return new Kind(run.definition(), doubts == 0 ? LARGEST : doubts == 1 ? SMALL : 1);
        }
    }

    /** Whether this one was taken out of its batches: no other should wait for it. */
    static boolean isAlone(List<SagaRun<?>> batch) {
        return Kind.of(batch.getFirst()).most() == 1;
    }

    /** Batches of all of these. */
    static List<List<SagaRun<?>>> of(List<SagaRun<?>> runs) {
        Map<Kind, List<SagaRun<?>>> kinds =
                runs.stream()
                        .collect(groupingBy(Kind::of, LinkedHashMap::new, Collectors.toList()));
        List<List<SagaRun<?>>> batches = new ArrayList<>();
        kinds.forEach((kind, alike) -> {
            for (int i = 0; i < alike.size(); i += kind.most()) {
                batches.add(alike.subList(i, Math.min(i + kind.most(), alike.size())));
            }
        });
        return batches;
    }

    /**
     * Finishes a batch; those of one that breaks here are finished alone. What failed is logged,
     * and any instance tries again after a pause.
     *
     * @return whether any has ended
     */
    boolean finish(List<SagaRun<?>> batch) {
        try {
            return finishUnchecked(batch);
        } catch (Throwable e) {
            boolean apart = batch.size() > 1 && !SagaLeases.isOutage(e);
            LOG.warn(
                    "a batch of {} sagas failed; {}",
                    batch.size(),
                    apart ? "each is tried alone" : "the next sweep finds them",
                    e);
            boolean any = false;
            for (SagaRun<?> run : batch) {
                if (apart) {
                    any |= finish(List.of(run));
                } else {
                    leases.broke(run.id(), run.epoch(), e);
                }
            }
            return any;
        }
    }

    /** False when the database does not answer, or not for this row in time. */
    private boolean isPaused(SagaRun<?> run) {
        try {
            pause(run);
            return true;
        } catch (Throwable e) {
            leases.broke(run.id(), run.epoch(), e);
            return !SagaLeases.isOutage(e);
        }
    }

    private void pause(SagaRun<?> run) {
        boolean done = run.decide(time.nanos()) instanceof SagaDecision.Complete;
        Duration pause = SagaDecider.pause(run.state().attempts(), time.random());
        fence.write(run, done ? UNTIL_COMPLETED : pause);
    }

    // All of one batch have one definition, and so one type of data.
    @SuppressWarnings({"unchecked", "rawtypes"})
    private boolean finishUnchecked(List<SagaRun<?>> batch) {
        List<SagaRun<?>> after = finisher.finish((List) batch);
        for (SagaRun<?> run : after) {
            if (!run.state().isEnded() && !isPaused(run)) {
                break;
            }
        }
        return after.stream().anyMatch(run -> run.state().isEnded());
    }
}
