package shop.common.problem;

import io.micrometer.tracing.Tracer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** Problems for every servlet application that has this starter. */
@AutoConfiguration(
        // Spring MVC's own advice stands back where it finds ours.
        beforeName = "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration",
        afterName =
                "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration")
@Import({ProblemAdvice.class, ProblemCompletion.class})
class ProblemAutoConfiguration {

    @Bean
    TraceIds traceIds(Tracer tracer) {
        return new TraceIds(tracer);
    }

    @Bean
    ProblemWriter problemWriter(JsonMapper json, ProblemCompletion completion) {
        return new ProblemWriter(json, completion);
    }
}
