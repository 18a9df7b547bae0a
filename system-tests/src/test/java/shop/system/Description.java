package shop.system;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An API as OpenAPI describes it, read as a page does that lets one try it out.
 *
 * @param address where the description is, to which all addresses in it are relative
 */
record Description(URI address, JsonNode json) {

    /** All that the page at this gateway offers. */
    static List<Description> allOf(URI gateway) {
        return read(gateway.resolve("/v3/api-docs/swagger-config"))
                .path("urls")
                .valueStream()
                .map(entry -> gateway.resolve(entry.path("url").asString()))
                .map(address -> new Description(address, read(address)))
                .toList();
    }

    private static JsonNode read(URI address) {
        return Person.send(HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(15))).json();
    }

    List<URI> servers() {
        return json.path("servers")
                .valueStream()
                .map(server -> address.resolve(server.path("url").asString()))
                .toList();
    }

    URI tokenUrl() {
        String url =
                json.at("/components/securitySchemes/token/flows/clientCredentials/tokenUrl")
                        .asString();
        return servers().getFirst().resolve(url);
    }

    List<Operation> operations() {
        return json.path("paths").propertyStream().flatMap(this::operations).toList();
    }

    private Stream<Operation> operations(Map.Entry<String, JsonNode> path) {
        return path.getValue()
                .propertyStream()
                .map(method ->
                        new Operation(
                                this,
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                method.getValue()));
    }

    /** What the page fills in: the example, or the first value that fits. */
    private JsonNode example(JsonNode schema) {
        if (schema.has("$ref")) {
            return example(json.at(schema.path("$ref").asString().substring(1)));
        }
        if (schema.has("example")) {
            return schema.path("example");
        }
        if (schema.path("type").asString("").equals("array")) {
            return JsonNodeFactory.instance.arrayNode().add(example(schema.path("items")));
        }
        ObjectNode example = JsonNodeFactory.instance.objectNode();
        schema.path("properties")
                .propertyStream()
                .forEach(property -> example.set(property.getKey(), example(property.getValue())));
        return example;
    }

    /** One kind of request. */
    record Operation(Description api, String method, String path, JsonNode json) {

        /** The headers that have to be sent, with what is filled in for them. */
        Map<String, String> headers() {
            return parameters("header")
                    .filter(header -> header.path("required").asBoolean())
                    .collect(
                            Collectors.toMap(
                                    header -> header.path("name").asString(),
                                    header -> header.path("example").asString()));
        }

        private Stream<JsonNode> parameters(String place) {
            return json.path("parameters")
                    .valueStream()
                    .filter(parameter -> parameter.path("in").asString().equals(place));
        }

        /**
         * As it is sent by who fills nothing in himself but an order's id.
         *
         * @param people by the scope of their tokens
         */
        HttpRequest.Builder request(Map<String, Person> people, String order) {
            URI address = api.servers().getFirst().resolve(filledIn(order));
            Person person = person(people);
            HttpRequest.Builder request =
                    person == null
                            ? HttpRequest.newBuilder(address)
                            : person.authorised(HttpRequest.newBuilder(address));
            headers().forEach(request::header);
            return body(request.timeout(Duration.ofSeconds(15)));
        }

        private String filledIn(String order) {
            return parameters("path")
                    .reduce(
                            path,
                            (filled, parameter) -> {
                                String name = parameter.path("name").asString();
                                String value = parameter.path("example").asString(order);
                                return filled.replace("{" + name + "}", value);
                            },
                            (one, other) -> other);
        }

        /** Nobody where the description asks for no token. */
        private @Nullable Person person(Map<String, Person> people) {
            JsonNode own = json.path("security");
            JsonNode wanted = own.isArray() ? own : api.json().path("security");
            String scope = wanted.path(0).path("token").path(0).asString("");
            return scope.isEmpty() ? null : people.get(scope);
        }

        private HttpRequest.Builder body(HttpRequest.Builder request) {
            JsonNode schema = json.at("/requestBody/content/application~1json/schema");
            return schema.isMissingNode()
                    ? request.method(method, BodyPublishers.noBody())
                    : request.header("Content-Type", "application/json")
                            .method(
                                    method,
                                    BodyPublishers.ofString(api.example(schema).toString()));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}
