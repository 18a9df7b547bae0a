package shop.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.local.fault.Fault;
import shop.local.fault.Share;
import shop.local.topology.ProcessKind;
import shop.local.topology.ShopFailure;

class CommandTests {

    @Test
    void understandsUpWithReplicas() {
        var two = new Command.Up(Map.of(ProcessKind.ORDER_SERVICE, 2));

        assertThat(parse("up")).isEqualTo(new Command.Up(Map.of()));
        assertThat(parse("up --replicas order-service=2")).isEqualTo(two);
        assertThat(parse("up --replicas=order-service=2")).isEqualTo(two);
        assertThat(parse("up --replicas order-service=2 --replicas gateway=3"))
                .isEqualTo(parse("up --replicas order-service=2,gateway=3"));
    }

    @Test
    void understandsTheOthers() {
        assertThat(parse("down")).isEqualTo(new Command.Down());
        assertThat(parse("status")).isEqualTo(new Command.Status(false));
        assertThat(parse("status --json")).isEqualTo(new Command.Status(true));
        assertThat(parse("order")).isEqualTo(new Command.Order());
        assertThat(parse("kill gateway")).isEqualTo(new Command.Kill("gateway"));
        assertThat(parse("start order-service-2")).isEqualTo(new Command.Start("order-service-2"));
        assertThat(parse("restart redis")).isEqualTo(new Command.Restart("redis"));
        assertThat(parse("reset")).isEqualTo(new Command.Reset());
        assertThat(parse("redis-cli get key"))
                .isEqualTo(new Command.RedisCli(List.of("get", "key")));
    }

    @Test
    void understandsFaults() {
        var latency = new Fault.Latency(Duration.ofSeconds(2), new Share(30));

        assertThat(parse("up --chaos")).isEqualTo(new Command.Up(Map.of(ProcessKind.WIRES, 1)));
        assertThat(parse("fault payment latency 2s 30%"))
                .isEqualTo(new Command.SetFault("payment", latency));
        assertThat(parse("fault clear")).isEqualTo(new Command.ClearFaults());
    }

    @Test
    void takesAStatementInOnePieceOrInMany() {
        var expected = new Command.Psql("orders", Optional.of("select 1"));

        assertThat(Command.parse(List.of("psql", "orders", "select 1"))).isEqualTo(expected);
        assertThat(Command.parse(List.of("psql", "orders", "-c", "select 1"))).isEqualTo(expected);
        assertThat(parse("psql orders select 1")).isEqualTo(expected);
        assertThat(parse("psql payments"))
                .isEqualTo(new Command.Psql("payments", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up --replicas",
                "up order-service=2",
                "up --chaos=yes",
                "down now",
                "fault",
                "fault payment",
                "books today",
                "actuator payment",
                "status -v",
                "kill",
                "kill gateway registry",
                "psql",
                "psql customers"
            })
    void showsHowToUseACommandThatMakesNoSense(String line) {
        assertThatExceptionOfType(ShopFailure.class)
                .isThrownBy(() -> parse(line))
                .withMessageStartingWith("Use it like this: ./shop " + line.split(" ")[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-service=0", "order-service", "order-service=two", "shop=2"})
    void refusesReplicasThatMakeNoSense(String replicas) {
        assertThatExceptionOfType(ShopFailure.class)
                .isThrownBy(() -> parse("up --replicas " + replicas));
    }

    @Test
    void pointsToTheHelpWhenThereIsNoSuchCommand() {
        assertThatExceptionOfType(ShopFailure.class)
                .isThrownBy(() -> parse("open"))
                .withMessage("There is no command open; ./shop help tells what there is.");
        assertThatExceptionOfType(ShopFailure.class)
                .isThrownBy(() -> Command.parse(List.of()))
                .withMessageContaining("./shop help");
    }

    private static Command parse(String line) {
        return Command.parse(List.of(line.split(" ")));
    }
}
