package shop.system;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A named place in the code of a service at which it can be made to die. */
record CrashPoint(String service, String name) {

    /** All that this service has come by since it was started. */
    static Set<CrashPoint> passed(String service) {
        return RunningShop.person("ops")
                .get(RunningShop.managementPort(service), "/actuator/crashpoints")
                .json()
                .valueStream()
                .map(JsonNode::asString)
                .map(name -> new CrashPoint(service, name))
                .collect(Collectors.toSet());
    }

    /** Lets the service die the next time it comes by here. */
    void arm() {
        Person ops = RunningShop.person("ops");
        Answer armed =
                Person.send(
                        ops.at(RunningShop.managementPort(service), "/actuator/crashpoints")
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"point\":\"%s\"}".formatted(name))));
        if (armed.status() != 204) {
            throw new IllegalStateException(armed.toString());
        }
    }

    @Override
    public String toString() {
        return service + ": " + name;
    }
}
