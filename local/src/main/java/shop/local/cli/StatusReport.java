package shop.local.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import shop.local.ProcessStatus;
import shop.local.fault.Fault;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How all processes are doing, for people and for programs. */
record StatusReport(List<ProcessStatus> processes, Map<String, Fault> faults) {

    private static final String ROW = "%-20s %8s  %-12s %-8s %7s%n";
    private static final long MEBIBYTE = 1024 * 1024;

    boolean healthy() {
        return processes.stream().allMatch(it -> it.health() == ProcessStatus.Health.UP);
    }

    String table() {
        StringBuilder table = new StringBuilder();
        table.append(String.format(Locale.ROOT, ROW, "name", "pid", "ports", "health", "MB"));
        processes.forEach(it -> table.append(row(it)));
        faults.forEach((name, fault) -> table.append(line(name, fault)).append('\n'));
        return table.toString();
    }

    /**
     * An array with one object a process: name, pid (null when stopped), ports, health, memory,
     * fault.
     */
    String json() {
        JsonMapper mapper = new JsonMapper();
        ArrayNode all = mapper.createArrayNode();
        for (ProcessStatus process : processes) {
            ObjectNode one = all.addObject().put("name", process.name());
            if (process.pid().isPresent()) {
                one.put("pid", process.pid().getAsLong());
            } else {
                one.putNull("pid");
            }
            process.ports().forEach(one.putArray("ports")::add);
            one.put("health", process.health().name()).put("memory", process.memory());
            Fault fault = faults.get(process.name());
            one.put("fault", fault == null ? null : fault.toString());
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(all);
    }

    /** What is wrong with a process on purpose. */
    static String line(String name, Fault fault) {
        return name + ": " + fault.sentence();
    }

    private static String row(ProcessStatus process) {
        return String.format(
                Locale.ROOT,
                ROW,
                process.name(),
                process.pid().isPresent() ? process.pid().getAsLong() : "-",
                process.ports().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                process.health(),
                process.memory() == 0 ? "-" : process.memory() / MEBIBYTE);
    }
}
