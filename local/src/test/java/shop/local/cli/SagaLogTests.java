package shop.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SagaLogTests {

    @Test
    void showsEveryStepAndHowLongItTook() {
        String json =
                """
                {"saga":"checkout","state":"RUNNING","steps":[
                  {"name":"reserve stock","kind":"UNDOABLE","state":"DONE","attempts":1,
                   "startedAt":"2026-01-01T00:00:00Z","endedAt":"2026-01-01T00:00:00.012Z","detail":null},
                  {"name":"commit stock","kind":"MUST_FINISH","state":"TODO","attempts":0,
                   "startedAt":null,"endedAt":null,"detail":"not asked yet"}]}
                """;

        assertThat(new SagaLog(new JsonMapper().readTree(json)).text().lines())
                .containsExactly(
                        "its saga: RUNNING",
                        "   step           kind         state  attempts  ms",
                        "   reserve stock  UNDOABLE     DONE   1         12",
                        "   commit stock   MUST_FINISH  TODO   0             not asked yet");
    }
}
