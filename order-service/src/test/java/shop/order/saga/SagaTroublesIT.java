package shop.order.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import shop.order.OrderServiceTest;
import shop.order.Participants;
import shop.order.StubService.Asked;
import shop.order.StubService.Reply;
import shop.order.orders.PlacedOrder;
import shop.order.orders.Refusal;
import shop.order.saga.definition.SagaDefinition;
import shop.order.saga.definition.SagaState.Phase;

/** Whatever happens to a saga on its way, it ends, and harms no other. */
@OrderServiceTest
class SagaTroublesIT {

    private SagasInTrouble sagas;
    @Autowired private SagaLog log;
    @Autowired private SagaRunner runner;
    @Autowired private TransactionTemplate transaction;
    @Autowired private JdbcClient jdbc;

    @BeforeEach
    void agree(@Autowired AutowireCapableBeanFactory beans) {
        Participants.reset();
        sagas = beans.createBean(SagasInTrouble.class);
    }

    @AfterEach
    void forget() {
        sagas.forgetUnfinished();
    }

    private static List<String> asked(UUID id) {
        return Participants.INVENTORY.asked().stream()
                .map(Object::toString)
                .filter(call -> call.contains(id.toString()))
                .toList();
    }

    @Test
    void endsWhatWasSetAsideWhileItWasUndone() {
        UUID id = sagas.begun().id();
        sagas.change(id, "refusal = '{\"refusal\":\"out-of-stock\",\"lines\":[]}', name = 'gone'");
        sagas.change(id, "phase = 'UNDOING', lease_until = now()");
        sagas.awaitSetAside(id);
        sagas.change(id, "name = 'checkout', lease_until = now()");
        sagas.awaitPhase(id, Phase.UNDONE);
        assertThat(sagas.answer(id)).contains("out-of-stock").doesNotContain("gone");
        assertThat(sagas.column(id, "trouble")).isEmpty();
    }

    @Test
    void endsWhatAnOlderVersionSetAside() {
        UUID outOfStock = sagas.begun().id();
        sagas.change(outOfStock, "reason = 'OUT_OF_STOCK', detail = 'no step is called [x]'");
        UUID declined = sagas.begun().id();
        sagas.change(declined, "reason = 'PAYMENT_DECLINED', detail = 'no step is called [x]'");
        for (UUID id : List.of(outOfStock, declined)) {
            sagas.change(id, "phase = 'UNDOING', attention = true, lease_until = now()");
            sagas.awaitPhase(id, Phase.UNDONE);
            assertThat(sagas.answer(id)).contains("/problems/").doesNotContain("no step");
        }
        assertThat(sagas.answer(declined)).contains("The account does not cover the amount.");
    }

    @Test
    void endsWhatIsUndoneForAReasonThatOnlyANewerVersionKnows() {
        UUID id = sagas.begun().id();
        sagas.change(
                id,
                """
                phase = 'UNDOING', reason = 'OUT_OF_STOCK', detail = '[]',
                refusal = '{"refusal":"of-tomorrow"}', lease_until = now()
                """);
        sagas.awaitPhase(id, Phase.UNDONE);
        assertThat(sagas.answer(id)).contains("out-of-stock");
    }

    @Test
    void undoesNothingPastThePivotThatANewVersionWouldHaveDoneBefore() {
        UUID id = sagas.confirmed().id();
        sagas.change(
                id,
                """
                steps = (SELECT json_agg(step) FROM json_array_elements(steps) AS step
                         WHERE step ->> 'name' <> 'authorise payment')
                """);
        sagas.change(id, "deadline = now(), lease_until = now()");
        sagas.awaitPhase(id, Phase.COMPLETED);
        assertThat(asked(id)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TODO, 0", "DONE, 1"})
    void finishesWithoutAStepBeforeThePivotThatOnlyANewerVersionKnows(String state, int attempts) {
        UUID id = sagas.confirmed().id();
        sagas.change(
                id,
                """
                steps = (steps::jsonb || jsonb '[{"name":"check","kind":"UNDOABLE","state":"%s",
                                                  "attempts":%s}]')::json
                """
                        .formatted(state, attempts));
        sagas.change(id, "lease_until = now()");
        sagas.awaitPhase(id, Phase.COMPLETED);
    }

    @Test
    void logsAStepThatAnOlderVersionDidNotKnowBeforeItIsTried() {
        UUID id = sagas.begun().id();
        List<String> logged = new java.util.concurrent.CopyOnWriteArrayList<>();
        Participants.PAYMENT.answers(asked -> {
            if (asked.method().equals("PUT")) {
                logged.add(sagas.column(id, "steps"));
            }
            return Participants.payment(asked);
        });
        sagas.change(
                id,
                """
                lease_until = now(),
                steps = (SELECT json_agg(step) FROM json_array_elements(steps) AS step
                         WHERE step ->> 'name' <> 'authorise payment')
                """);
        sagas.awaitPhase(id, Phase.COMPLETED);
        assertThat(logged).isNotEmpty().allMatch(steps -> steps.contains("authorise payment"));
    }

    @Test
    void takesOverWhatWasLeasedBeforeTheClockWentBack() {
        UUID id = sagas.begun().id();
        sagas.change(id, "lease_until = now() + interval '10 min'");
        sagas.awaitPhase(id, Phase.COMPLETED);
    }

    @Test
    void undoesInItsTimeWhatWasBegunBeforeTheClockWentBack() {
        Participants.INVENTORY.answers(asked ->
                asked.method().equals("PUT")
                        ? new Reply(500, "text/plain", "")
                        : Participants.inventory(asked));
        UUID id = sagas.begun().id();
        sagas.change(
                id,
                """
                created_at = now() + interval '10 min', lease_until = now() + interval '10 min',
                deadline = now() + interval '10 min 1 s'
                """);
        sagas.awaitPhase(id, Phase.UNDONE);
    }

    @Test
    void isNotStoppedByARowThatCannotBeRead() {
        jdbc.sql("ALTER TABLE saga DROP CONSTRAINT saga_phase_check").update();
        UUID odd = sagas.begun().id();
        sagas.change(odd, "phase = 'DREAMING', lease_until = now() - interval '1 s'");
        UUID endless = sagas.begun().id();
        sagas.change(endless, "deadline = 'infinity', steps = 'null', lease_until = now()");
        UUID sound = sagas.begun().id();
        sagas.change(sound, "lease_until = now()");
        try {
            sagas.awaitPhase(sound, Phase.COMPLETED);
            sagas.awaitSetAside(odd);
            sagas.awaitSetAside(endless);
            for (UUID id : List.of(odd, endless)) {
                assertThat(log.find(id).orElseThrow().state().attention()).isTrue();
                assertThat(log.find(id).orElseThrow().state().isEnded()).isFalse();
            }
            sagas.change(odd, "phase = 'RUNNING', lease_until = now()");
            sagas.awaitPhase(odd, Phase.COMPLETED);
        } finally {
            jdbc.sql("DELETE FROM saga WHERE phase = 'DREAMING'").update();
            jdbc.sql(
                            """
                            ALTER TABLE saga ADD CONSTRAINT saga_phase_check CHECK
                              (phase IN ('RUNNING', 'UNDOING', 'COMPLETED', 'UNDONE'))
                            """)
                    .update();
        }
    }

    @Test
    void setsAsideNothingThatHasEnded() {
        SagaRun<PlacedOrder> run = sagas.begun();
        assertThat(log.write(run.with(run.state().with(Phase.UNDONE)), Duration.ZERO)).isTrue();
        leases.setAside(run.id(), run.epoch(), "too late");
        assertThat(sagas.column(run.id(), "attention")).isEqualTo("false");
    }

    @Autowired private SagaLeases leases;

    @Test
    void finishesWhatAPoisonedSagaWasBatchedWith() {
        List<SagaRun<PlacedOrder>> all =
                java.util.stream.Stream.generate(sagas::confirmed).limit(30).toList();
        UUID poisoned = all.get(5).id();
        Participants.PAYMENT.answers(asked ->
                isCapture(asked) && asked.body().contains(poisoned.toString())
                        ? new Reply(500, "text/plain", "")
                        : Participants.payment(asked));
        sagas.makeAllDue();
        for (SagaRun<PlacedOrder> run : all) {
            if (!run.id().equals(poisoned)) {
                sagas.awaitPhase(run.id(), Phase.COMPLETED);
            }
        }
        assertThat(sagas.column(poisoned, "phase")).isEqualTo("RUNNING");
        Participants.reset();
        sagas.awaitPhase(poisoned, Phase.COMPLETED);
    }

    private static boolean isCapture(Asked asked) {
        return asked.path().endsWith("/capture");
    }

    @Test
    void finishesOthersAfterAnError() {
        SagaDefinition<PlacedOrder> broken =
                SagaDefinition.named("broken", PlacedOrder.class, Refusal.reasons())
                        .pointOfNoReturn("decide", _ -> {})
                        .mustFinish(
                                "break",
                                _ -> {
                                    throw new NoClassDefFoundError("replaced under a running JVM");
                                })
                        .build();
        for (int i = 0; i < 3; i++) {
            UUID id = UUID.randomUUID();
            PlacedOrder order = SagasInTrouble.order();
            runner.goOn(
                    java.util.Objects.requireNonNull(
                            transaction.execute(
                                    _ -> log.begin(broken, id, order, Duration.ofSeconds(30)))));
            await().until(() -> sagas.column(id, "steps").contains("\"detail\":\"failed\""));
        }
        UUID sound = sagas.begun().id();
        sagas.change(sound, "lease_until = now()");
        sagas.awaitPhase(sound, Phase.COMPLETED);
    }
}
