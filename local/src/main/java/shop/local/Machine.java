package shop.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import shop.local.ProcessStatus.Health;
import shop.local.app.ServiceProgram;
import shop.local.postgres.PostgresProgram;
import shop.local.process.Daemons;
import shop.local.process.Helpers;
import shop.local.process.LogFile;
import shop.local.process.Pid;
import shop.local.process.PidFiles;
import shop.local.process.Program;
import shop.local.redis.RedisProgram;
import shop.local.topology.ProcessKind;
import shop.local.topology.ShopOptions;
import shop.local.topology.ShopProcess;
import shop.local.topology.Wiring;
import shop.local.wire.WireProgram;

/** The shop's processes as this machine knows them: their programs, pids and logs. */
record Machine(ShopOptions options, PidFiles pids, Helpers helpers) {

    Machine(ShopOptions options) {
        this(
                options,
                new PidFiles(options.home().resolve("pids")),
                new Helpers(options.home().resolve("logs").resolve("setup")));
    }

    /** A shop that was started with faults keeps them until it is stopped. */
    static Machine of(ShopOptions options) {
        Machine machine = new Machine(options);
        return machine.pids().names().contains(ProcessKind.WIRES.label())
                ? new Machine(options.withFaults())
                : machine;
    }

    Program program(ShopProcess process) {
        Path home = options.home().resolve(process.kind().label());
        int port = options.port(process);
        return switch (process.kind()) {
            case POSTGRES -> new PostgresProgram(home, port, helpers);
            case REDIS -> new RedisProgram(home, port);
            case WIRES -> wires();
            case REGISTRY, INVENTORY_SERVICE, PAYMENT_SERVICE, ORDER_SERVICE, GATEWAY ->
                    new ServiceProgram(process, options, helpers);
        };
    }

    WireProgram wires() {
        return new WireProgram(
                options.port(ShopProcess.first(ProcessKind.WIRES)), new Wiring(options).wires());
    }

    Pid launch(ShopProcess process) {
        return new Daemons(options.home(), pids)
                .start(process.name(), program(process).launch(), log(process));
    }

    Optional<Pid> running(ShopProcess process) {
        return pids.running(process.name());
    }

    LogFile log(ShopProcess process) {
        return new LogFile(options.home().resolve("logs").resolve(process.name() + ".log"));
    }

    ProcessStatus status(ShopProcess process) {
        Optional<Pid> pid = running(process);
        return new ProcessStatus(
                process.name(),
                pid.map(Pid::number).map(OptionalLong::of).orElseGet(OptionalLong::empty),
                options.ports(process),
                pid.map(it -> health(process)).orElse(Health.STOPPED),
                pid.map(Pid::memory).orElse(0L));
    }

    /** Tells scripts where things listen: {@code .shop/ports}, a line {@code name=port} each. */
    void writePorts() {
        List<String> lines =
                options.processes().stream()
                        .map(process -> process.name() + "=" + options.port(process))
                        .toList();
        try {
            Files.write(options.home().resolve("ports"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Health health(ShopProcess process) {
        return program(process).ready() ? Health.UP : Health.DOWN;
    }
}
