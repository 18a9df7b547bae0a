package shop.local.process;

import java.util.List;
import java.util.Map;

/**
 * How a process is started.
 *
 * @param environment comes on top of the launcher's own
 */
public record Launch(List<String> command, Map<String, String> environment) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
