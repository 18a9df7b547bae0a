package shop.local.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import shop.local.FastStart;
import shop.local.LocalShop;
import shop.local.cli.terminal.Console;
import shop.local.fault.Fault;
import shop.local.topology.ShopFailure;
import shop.local.topology.ShopOptions;
import shop.local.topology.ShopProcess;

/** Does what a command says. Each answers whether all went well. */
final class Commands {

    private final ShopOptions options;
    private final LocalShop shop;

    Commands(ShopOptions options) {
        this.options = options;
        this.shop = new LocalShop(options);
    }

    boolean run(Command command) throws IOException {
        return switch (command) {
            case Command.Up up -> alone(() -> new Up(options.withReplicas(up.replicas())).run());
            case Command.Down() -> alone(this::down);
            case Command.Status(boolean json) -> status(json);
            case Command.Order() -> order();
            case Command.Books() -> books();
            case Command.Actuator(String name, String path) -> actuator(name, path);
            case Command.SetFault(String name, Fault fault) -> alone(() -> begin(name, fault));
            case Command.ClearFaults() -> alone(this::clearFaults);
            case Command.Kill(String name) -> kill(name);
            case Command.Start(String name) -> alone(() -> start(name));
            case Command.Restart(String name) -> alone(() -> restart(name));
            case Command.Reset() -> alone(this::reset);
            case Command.Psql(String database, Optional<String> sql) ->
                    new Backend(shop.port("postgres")).psql(database, sql);
            case Command.RedisCli(List<String> words) ->
                    new Backend(shop.port("redis")).redis(words);
            case Command.PrepareFastStart() -> {
                FastStart.makeMissing(options);
                yield true;
            }
        };
    }

    private boolean alone(BooleanSupplier work) throws IOException {
        return OneAtATime.run(options.home(), work);
    }

    private boolean down() {
        if (shop.running().isEmpty()) {
            System.out.println("Nothing runs.");
        }
        try (Console console = Console.ofTerminal()) {
            shop.stop(console);
        }
        return true;
    }

    private boolean status(boolean json) {
        StatusReport report = new StatusReport(shop.status(), shop.faults().active());
        System.out.print(json ? report.json() + System.lineSeparator() : report.table());
        return report.healthy();
    }

    private boolean order() {
        try (Console console = Console.ofTerminal();
                Gateway gateway = new Gateway(shop.port("gateway"), Duration.ofSeconds(10))) {
            if (!shop.running().contains("gateway")) {
                throw new ShopFailure("The gateway does not run; ./shop up starts the shop.");
            }
            DemoOrder demo = new DemoOrder(gateway, console);
            return demo.place(demo.prepare());
        }
    }

    private boolean books() {
        try (Gateway gateway = new Gateway(shop.port("gateway"), Duration.ofSeconds(10))) {
            return new Reading(gateway).books();
        }
    }

    private boolean actuator(String name, String path) {
        try (Gateway service = new Gateway(shop.managementPort(name), Duration.ZERO)) {
            return new Reading(service).actuator(path);
        }
    }

    private boolean begin(String name, Fault fault) {
        shop.faults().begin(name, fault);
        System.out.println(StatusReport.line(ShopProcess.named(name).name(), fault));
        return true;
    }

    private boolean clearFaults() {
        shop.faults().clear();
        System.out.println("Nothing is wrong on purpose any more.");
        return true;
    }

    private boolean kill(String name) {
        shop.kill(name);
        System.out.println(name + " is killed; ./shop start " + name + " brings it back.");
        return true;
    }

    private boolean start(String name) {
        try (Console console = Console.ofTerminal()) {
            shop.start(name, console);
        }
        return true;
    }

    private boolean restart(String name) {
        try (Console console = Console.ofTerminal()) {
            shop.stop(name, console);
            shop.start(name, console);
        }
        return true;
    }

    private boolean reset() {
        boolean ran = !shop.running().isEmpty();
        down();
        shop.reset();
        System.out.println(
                "All orders, payments and stock are forgotten"
                        + (ran ? ", and the shop is stopped" : "")
                        + "; ./shop up opens a new one.");
        return true;
    }
}
