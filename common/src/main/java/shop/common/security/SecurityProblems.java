package shop.common.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import shop.common.problem.ProblemWriter;
import shop.common.problem.Problems;
import shop.credentials.Challenge;
import shop.edge.ProblemType;

/**
 * 401 and 403, with the {@code WWW-Authenticate} of RFC 6750 and a problem as the body; and 503
 * when a token cannot be checked, because that says nothing about the token.
 */
final class SecurityProblems
        implements AuthenticationEntryPoint,
                AccessDeniedHandler,
                ObjectPostProcessor<BearerTokenAuthenticationFilter> {

    private final ProblemWriter problems;

    SecurityProblems(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                e instanceof OAuth2AuthenticationException
                        ? Challenge.INVALID_TOKEN
                        : Challenge.NO_TOKEN);
        problems.write(
                request,
                response,
                Problems.of(ProblemType.UNAUTHORIZED, "A valid bearer token is needed."));
    }

    // The filter would throw what it cannot check at the servlet container.
    @Override
    public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
        filter.setAuthenticationFailureHandler(this::refuse);
        return filter;
    }

    private void refuse(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof AuthenticationServiceException) {
            problems.write(
                    request,
                    response,
                    Objects.requireNonNull(Problems.unavailable("The token issuer").getBody()),
                    e);
        } else {
            commence(request, response, e);
        }
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, Challenge.INSUFFICIENT_SCOPE);
        problems.write(
                request,
                response,
                Problems.of(ProblemType.FORBIDDEN, "The token does not allow this."));
    }
}
