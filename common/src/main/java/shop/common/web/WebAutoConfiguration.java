package shop.common.web;

import jakarta.servlet.Filter;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import shop.common.problem.ProblemWriter;
import shop.common.problem.TraceIds;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

/**
 * Strict JSON, and the filters, in front of all that may read a body but behind the one that starts
 * the trace.
 */
@AutoConfiguration
class WebAutoConfiguration {

    private static final int BEHIND_TRACING = Ordered.HIGHEST_PRECEDENCE + 10;

    /**
     * A number is no string: one that has passed through a double may not be what was meant. Of a
     * member that comes twice, two readers may take a different one.
     */
    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return json ->
                json.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .withCoercionConfig(
                                LogicalType.Textual,
                                coercion ->
                                        coercion.setCoercion(
                                                        CoercionInputShape.Integer,
                                                        CoercionAction.Fail)
                                                .setCoercion(
                                                        CoercionInputShape.Float,
                                                        CoercionAction.Fail)
                                                .setCoercion(
                                                        CoercionInputShape.Boolean,
                                                        CoercionAction.Fail));
    }

    /** The API documentation brings a YAML mapper along, which knows none of these settings. */
    @Bean
    ServerHttpMessageConvertersCustomizer noYaml() {
        return converters ->
                converters.configureMessageConvertersList(list ->
                        list.removeIf(converter ->
                                converter
                                        .getSupportedMediaTypes()
                                        .contains(MediaType.APPLICATION_YAML)));
    }

    /**
     * Problems instead of Tomcat's own pages. Its limits on counts are off: they would be smaller
     * than what the limits on sizes let in.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat(
            ProblemWriter problems, TraceIds traceIds) {
        return factory -> {
            factory.addContextCustomizers(context -> {
                StandardHost host = (StandardHost) context.getParent();
                host.getPipeline().addValve(new ProblemReportValve(problems, traceIds));
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
            });
            factory.addConnectorCustomizers(connector -> {
                connector.setProperty("maxHeaderCount", "-1");
                connector.setMaxCookieCount(-1);
                connector.setMaxParameterCount(-1);
            });
        };
    }

    @Bean
    FilterRegistrationBean<TraceIdFilter> traceIdFilter(TraceIds traceIds) {
        return at(BEHIND_TRACING, new TraceIdFilter(traceIds));
    }

    @Bean
    FilterRegistrationBean<BreakageFilter> breakageFilter(ProblemWriter problems) {
        return at(BEHIND_TRACING + 1, new BreakageFilter(problems));
    }

    @Bean
    FilterRegistrationBean<WellFormedFilter> wellFormedFilter(ProblemWriter problems) {
        return at(BEHIND_TRACING + 2, new WellFormedFilter(problems));
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(ProblemWriter problems) {
        return at(BEHIND_TRACING + 3, new BodyLimitFilter(problems));
    }

    private static <F extends Filter> FilterRegistrationBean<F> at(int order, F filter) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        return registration;
    }
}
