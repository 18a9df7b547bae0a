package shop.order.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.crash.CrashPoints;
import shop.order.saga.definition.SagaDecider;
import shop.order.saga.definition.SagaDecision;
import shop.order.saga.definition.SagaDefinition;
import shop.order.saga.definition.SagaState;
import shop.order.saga.definition.SagaStep;
import shop.order.saga.definition.StepOutcome;
import shop.order.saga.definition.UndoReason;

/**
 * Performs the steps after the pivot for many sagas at once, one call a step, and ends together in
 * one commit those that are through.
 *
 * <p>Nothing is performed for a saga whose lease may end meanwhile: it is renewed first, and
 * dropped if it is no longer its caller's.
 */
@Component
class SagaFinisher {

    private static final Logger LOG = LoggerFactory.getLogger(SagaFinisher.class);

    private final SagaLog log;
    private final SagaLeases leases;
    private final TransactionTemplate transaction;
    private final SagaFence fence;
    private final SagaTime time;

    SagaFinisher(
            SagaLog log,
            SagaLeases leases,
            SagaFence fence,
            TransactionTemplate transaction,
            SagaTime time) {
        this.log = log;
        this.leases = leases;
        this.fence = fence;
        this.transaction = transaction;
        this.time = time;
    }

    /**
     * Takes all of them as far as they go now. Those that did not come to their end are as before
     * in the log, and still the caller's; those that were not the caller's any more are left out.
     */
    <T> List<SagaRun<T>> finish(List<SagaRun<T>> runs) {
        List<SagaRun<T>> going = runs;
        List<SagaStep<T>> steps = runs.getFirst().definition().steps();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof SagaStep.MustFinish<T> step) {
                going = perform(step, i, going);
            }
        }
        List<SagaRun<T>> done = new ArrayList<>();
        List<SagaRun<T>> after = new ArrayList<>();
        for (SagaRun<T> run : going) {
            switch (run.decide(time.nanos())) {
                case SagaDecision.Complete() -> done.add(run);
                case SagaDecision.Abandon(UndoReason why) ->
                        leases.guard(run.id(), run.epoch(), () -> after.add(abandon(run, why)));
                default -> after.add(run);
            }
        }
        after.addAll(complete(done));
        return after;
    }

    /** Performs the step for those that are at it; the others pass through. */
    private <T> List<SagaRun<T>> perform(
            SagaStep.MustFinish<T> step, int index, List<SagaRun<T>> runs) {
        SagaDecision here = new SagaDecision.Finish(index);
        List<SagaRun<T>> after = new ArrayList<>();
        List<SagaRun<T>> due = new ArrayList<>();
        runs.forEach(run -> (run.decide(time.nanos()).equals(here) ? due : after).add(run));
        List<SagaRun<T>> leased = leased(due);
        if (leased.isEmpty()) {
            return after;
        }
        Instant start = Instant.now();
        List<T> data = leased.stream().map(SagaRun::data).toList();
        List<StepOutcome> outcomes =
                StepPerformer.performAll(
                        step.name(),
                        leased.size(),
                        () ->
                                step.action().apply(data).stream()
                                        .map(leased.getFirst().definition()::checked)
                                        .toList());
        Instant now = Instant.now();
        for (int i = 0; i < leased.size(); i++) {
            SagaRun<T> run = leased.get(i);
            after.add(
                    run.with(
                            SagaDecider.afterStep(
                                    run.state(), index, outcomes.get(i), start, now)));
        }
        return after;
    }

    /** Those that are the caller's for as long as a step may take. */
    private <T> List<SagaRun<T>> leased(List<SagaRun<T>> runs) {
        long now = time.nanos();
        if (runs.stream().allMatch(run -> run.isLeasedFor(StepPerformer.AT_MOST, now))) {
            return runs;
        }
        Set<UUID> ours = leases.renew(() -> List.copyOf(runs));
        runs.stream().filter(run -> !ours.contains(run.id())).forEach(fence::refused);
        return runs.stream()
                .filter(run -> ours.contains(run.id()))
                .map(run -> run.leased(now, SagaLog.LEASE))
                .toList();
    }

    /** Ends them in one commit; those whose end has to wait are as before. */
    private <T> List<SagaRun<T>> complete(List<SagaRun<T>> runs) {
        if (runs.isEmpty()) {
            return runs;
        }
        Set<UUID> completed = new HashSet<>();
        List<SagaRun<T>> waiting = transaction.execute(tx -> complete(runs, completed, tx));
        if (!waiting.isEmpty()) {
            LOG.info("{} of {} sagas are completed later", waiting.size(), runs.size());
            List<SagaRun<T>> others = runs.stream().filter(run -> !waiting.contains(run)).toList();
            return Stream.concat(waiting.stream(), complete(others).stream()).toList();
        }
        CrashPoints.hit("complete.after-commit", runs.getFirst().definition().name());
        runs.stream().filter(run -> !completed.contains(run.id())).forEach(fence::refused);
        return runs.stream().map(SagaFinisher::completed).toList();
    }

    /** Those whose end has to wait; where there are any, the transaction changes nothing. */
    private <T> List<SagaRun<T>> complete(
            List<SagaRun<T>> runs, Set<UUID> completed, TransactionStatus tx) {
        SagaDefinition<T> definition = runs.getFirst().definition();
        completed.addAll(log.complete(runs.stream().map(SagaFinisher::completed).toList()));
        List<SagaRun<T>> ours = runs.stream().filter(run -> completed.contains(run.id())).toList();
        Set<T> free =
                Set.copyOf(
                        definition
                                .whenCompleted()
                                .apply(ours.stream().map(SagaRun::data).toList()));
        List<SagaRun<T>> waiting = ours.stream().filter(run -> !free.contains(run.data())).toList();
        if (!waiting.isEmpty()) {
            tx.setRollbackOnly();
        }
        CrashPoints.hit("complete.before-commit", definition.name());
        return waiting;
    }

    private static <T> SagaRun<T> completed(SagaRun<T> run) {
        return run.with(run.state().with(SagaState.Phase.COMPLETED));
    }

    private <T> SagaRun<T> abandon(SagaRun<T> run, UndoReason why) {
        var makeGood = run.definition().ifImpossible();
        if (makeGood == null) {
            return run.with(run.state().with((UndoReason) null).withAttention(true));
        }
        return fence.abandon(run, why, makeGood).orElse(run);
    }
}
