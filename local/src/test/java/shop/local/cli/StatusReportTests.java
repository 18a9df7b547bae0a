package shop.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import shop.local.ProcessStatus;
import shop.local.fault.Fault;
import shop.local.fault.Share;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StatusReportTests {

    private static final ProcessStatus GATEWAY =
            new ProcessStatus(
                    "gateway",
                    OptionalLong.of(4711),
                    List.of(8080, 9080),
                    ProcessStatus.Health.UP,
                    200 << 20);
    private static final ProcessStatus REDIS =
            new ProcessStatus(
                    "redis", OptionalLong.empty(), List.of(16379), ProcessStatus.Health.STOPPED, 0);

    @Test
    void isHealthyWhenEverybodyIs() {
        assertThat(report(GATEWAY).healthy()).isTrue();
        assertThat(report(GATEWAY, REDIS).healthy()).isFalse();
    }

    @Test
    void tellsProgramsNamePidPortsAndHealth() {
        JsonNode json = new JsonMapper().readTree(report(GATEWAY, REDIS).json());

        assertThat(json.get(0).get("name").asString()).isEqualTo("gateway");
        assertThat(json.get(0).get("pid").asLong()).isEqualTo(4711);
        assertThat(json.get(0).get("ports").get(1).asInt()).isEqualTo(9080);
        assertThat(json.get(0).get("health").asString()).isEqualTo("UP");
        assertThat(json.get(1).get("pid").isNull()).isTrue();
        assertThat(json.get(1).get("health").asString()).isEqualTo("STOPPED");
    }

    @Test
    void tellsPeopleTheSameInColumns() {
        assertThat(report(GATEWAY, REDIS).table().lines())
                .containsExactly(
                        "name                      pid  ports        health        MB",
                        "gateway                  4711  8080 9080    UP           200",
                        "redis                       -  16379        STOPPED        -");
    }

    @Test
    void tellsWhatIsWrongOnPurpose() {
        Fault fault = new Fault.Latency(Duration.ofSeconds(2), new Share(30));
        StatusReport report = new StatusReport(List.of(GATEWAY, REDIS), Map.of("redis", fault));

        assertThat(report.table()).endsWith("redis: one call in 3 takes 2s longer\n");
        JsonNode json = new JsonMapper().readTree(report.json());
        assertThat(json.get(0).get("fault").isNull()).isTrue();
        assertThat(json.get(1).get("fault").asString()).isEqualTo("latency 2s 30%");
    }

    private static StatusReport report(ProcessStatus... processes) {
        return new StatusReport(List.of(processes), Map.of());
    }
}
