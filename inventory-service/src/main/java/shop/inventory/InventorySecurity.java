package shop.inventory;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Who may do what. */
@Configuration(proxyBeanMethods = false)
class InventorySecurity {

    // Whoever has a token may learn that there is nothing else here.
    @Bean
    SecurityFilterChain inventoryRules(HttpSecurity http) {
        return http.authorizeHttpRequests(requests ->
                        requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers("/api/products/**", "/v3/api-docs/**")
                                .permitAll()
                                .requestMatchers("/api/stock/**")
                                .hasAuthority("SCOPE_ops")
                                .requestMatchers("/internal/books")
                                .hasAuthority("SCOPE_books:read")
                                .requestMatchers("/internal/**")
                                .hasAuthority("SCOPE_stock:reserve")
                                .anyRequest()
                                .authenticated())
                .build();
    }
}
