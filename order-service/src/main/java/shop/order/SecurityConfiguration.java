package shop.order;

import static org.springframework.http.HttpMethod.GET;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Who may do what; whose order it is, is in the queries. */
@Configuration
class SecurityConfiguration {

    @Bean
    SecurityFilterChain orderSecurity(HttpSecurity http) {
        return http.authorizeHttpRequests(requests ->
                        requests.requestMatchers(GET, "/v3/api-docs/**")
                                .permitAll()
                                .requestMatchers("/api/books", "/internal/**")
                                .hasAuthority("SCOPE_ops")
                                .anyRequest()
                                .hasAuthority("SCOPE_shop"))
                .build();
    }
}
