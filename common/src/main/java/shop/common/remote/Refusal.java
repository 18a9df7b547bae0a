package shop.common.remote;

import org.springframework.web.client.HttpClientErrorException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Why a peer said no.
 *
 * @param status the HTTP status, a 4xx
 * @param slug the last part of the problem's type, empty when the body was no problem
 * @param problem the whole problem, missing when the body was none
 */
public record Refusal(int status, String slug, JsonNode problem) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static Refusal of(HttpClientErrorException e) {
        JsonNode problem = parse(e.getResponseBodyAsByteArray());
        String type = problem.path("type").asString("");
        String slug = type.substring(type.lastIndexOf('/') + 1);
        return new Refusal(e.getStatusCode().value(), slug, problem);
    }

    /** The problem's detail, or empty. */
    public String detail() {
        return problem.path("detail").asString("");
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }
}
