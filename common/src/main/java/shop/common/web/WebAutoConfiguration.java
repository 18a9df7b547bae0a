package shop.common.web;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import shop.common.problem.ProblemWriter;
import shop.common.problem.TraceIds;

/** The filters, in front of the security chain but behind the one that starts the trace. */
@AutoConfiguration
class WebAutoConfiguration {

    private static final int BEFORE_SECURITY = SecurityFilterProperties.DEFAULT_FILTER_ORDER - 10;

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
