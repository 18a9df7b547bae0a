package shop.simulation;

import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the services write it. */
public final class Json {

    /** The one mapper. */
    public static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
                    .build();

    private Json() {}
}
