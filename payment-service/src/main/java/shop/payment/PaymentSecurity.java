package shop.payment;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Which scope opens which path. What is not named here is not served either, so whoever has a token
 * learns that it does not exist.
 */
@Configuration(proxyBeanMethods = false)
class PaymentSecurity {

    @Bean
    SecurityFilterChain paymentChain(HttpSecurity http) {
        return http.authorizeHttpRequests(requests ->
                        requests.requestMatchers("/internal/payments/**")
                                .hasAuthority("SCOPE_payments:authorise")
                                .requestMatchers("/internal/books")
                                .hasAuthority("SCOPE_books:read")
                                .requestMatchers("/api/account")
                                .hasAuthority("SCOPE_shop")
                                .requestMatchers("/api/accounts/**")
                                .hasAuthority("SCOPE_ops")
                                .requestMatchers("/v3/api-docs/**", "/v3/api-docs.yaml")
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .build();
    }
}
