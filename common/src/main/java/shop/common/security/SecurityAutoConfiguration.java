package shop.common.security;

import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.client.RestClient;
import shop.common.problem.ProblemWriter;
import shop.common.problem.Problems;
import shop.credentials.TokenRules;
import shop.edge.ProblemType;

/**
 * Makes every {@link HttpSecurity} of the application a stateless resource server; a service adds
 * its own chain with nothing but the rules who may do what.
 */
@AutoConfiguration(
        beforeName =
                "org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration")
@EnableConfigurationProperties(SecurityProperties.class)
class SecurityAutoConfiguration {

    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final int MILLISECONDS_TO_THE_ISSUER = 1000;

    @Bean
    Customizer<HttpSecurity> resourceServer(ProblemWriter problems) {
        SecurityProblems answers = new SecurityProblems(problems);
        return http ->
                http.csrf(csrf -> csrf.disable())
                        .sessionManagement(
                                s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                        .requestCache(cache -> cache.disable())
                        .logout(logout -> logout.disable())
                        .oauth2ResourceServer(server ->
                                server.withObjectPostProcessor(answers)
                                        .jwt(Customizer.withDefaults())
                                        .authenticationEntryPoint(answers)
                                        .accessDeniedHandler(answers))
                        .exceptionHandling(e ->
                                e.authenticationEntryPoint(answers).accessDeniedHandler(answers))
                        .authorizeHttpRequests(SecurityAutoConfiguration::manage);
    }

    /** Management endpoints may be read by all who reach their port, and changed by operators. */
    private static void manage(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
                    requests) {
        AuthorizationManager<RequestAuthorizationContext> operators =
                AuthorityAuthorizationManager.hasAuthority(Caller.OPERATOR);
        requests.requestMatchers(EndpointRequest.toAnyEndpoint())
                .access((who, request) ->
                        READING.contains(request.getRequest().getMethod())
                                ? new AuthorizationDecision(true)
                                : operators.authorize(who, request));
    }

    // A span and a timer for each of some fifteen filters would cost more than the filters.
    @Bean
    @ConditionalOnMissingBean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }

    /**
     * Refuses addresses with tricks in them. What a header may hold is decided before, for all of
     * them and not for those that are read; which methods there are is known to the controllers.
     */
    @Bean
    @ConditionalOnMissingBean
    HttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowedHeaderNames(name -> true);
        firewall.setAllowedHeaderValues(value -> true);
        return firewall;
    }

    // An address that could mean two things to two readers.
    @Bean
    @ConditionalOnMissingBean
    RequestRejectedHandler requestRejectedHandler(ProblemWriter problems) {
        return (request, response, _) ->
                problems.write(
                        request,
                        response,
                        Problems.of(
                                ProblemType.INVALID_REQUEST,
                                "The request's address or a header is not of a safe form."));
    }

    @Bean
    @ConditionalOnMissingBean
    JwtDecoder jwtDecoder(SecurityProperties properties) {
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withJwkSource(IssuerKeys.lasting(properties))
                        .jwsAlgorithm(TokenRules.ALGORITHM)
                        .build();
        decoder.setJwtValidator(TokenRules.of(properties.issuerUri().toString()));
        return decoder;
    }

    @Bean
    @ConditionalOnProperty("shop.security.client.id")
    ServiceTokens serviceTokens(SecurityProperties properties) {
        SecurityProperties.Client client = Objects.requireNonNull(properties.client());
        SimpleClientHttpRequestFactory http = new SimpleClientHttpRequestFactory();
        http.setConnectTimeout(MILLISECONDS_TO_THE_ISSUER);
        http.setReadTimeout(MILLISECONDS_TO_THE_ISSUER);
        RestClientClientCredentialsTokenResponseClient issuer =
                new RestClientClientCredentialsTokenResponseClient();
        issuer.setRestClient(
                RestClient.builder()
                        .requestFactory(http)
                        .configureMessageConverters(converters ->
                                converters
                                        .addCustomConverter(new FormHttpMessageConverter())
                                        .addCustomConverter(
                                                new OAuth2AccessTokenResponseHttpMessageConverter()))
                        .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                        .build());
        return new ServiceTokens(
                issuer,
                ClientRegistration.withRegistrationId("self")
                        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                        .clientId(client.id())
                        .clientSecret(client.secret())
                        .tokenUri(client.tokenUri().toString())
                        .build(),
                InstantSource.system());
    }
}
