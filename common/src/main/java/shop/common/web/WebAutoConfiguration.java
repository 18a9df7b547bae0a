package shop.common.web;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import shop.common.problem.ProblemWriter;
import shop.common.problem.TraceIds;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

/**
 * Strict JSON, and the filters, in front of the security chain but behind the one that starts the
 * trace.
 */
@AutoConfiguration
class WebAutoConfiguration {

    private static final int BEFORE_SECURITY = SecurityFilterProperties.DEFAULT_FILTER_ORDER - 10;

    /** A number is no string: one that has passed through a double may not be what was meant. */
    @Bean
    JsonMapperBuilderCustomizer strictStrings() {
        return json ->
                json.withCoercionConfig(
                        LogicalType.Textual,
                        coercion ->
                                coercion.setCoercion(
                                                CoercionInputShape.Integer, CoercionAction.Fail)
                                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                        .setCoercion(
                                                CoercionInputShape.Boolean, CoercionAction.Fail));
    }

    @Bean
    FilterRegistrationBean<TraceIdFilter> traceIdFilter(TraceIds traceIds) {
        FilterRegistrationBean<TraceIdFilter> filter =
                new FilterRegistrationBean<>(new TraceIdFilter(traceIds));
        filter.setOrder(BEFORE_SECURITY);
        return filter;
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(ProblemWriter problems) {
        FilterRegistrationBean<BodyLimitFilter> filter =
                new FilterRegistrationBean<>(new BodyLimitFilter(problems));
        filter.setOrder(BEFORE_SECURITY + 1);
        return filter;
    }
}
