package shop.common;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.RestController;

/** Finds the controllers that the tests bring, and nothing of the starter's own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan(
        useDefaultFilters = false,
        includeFilters =
                @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = RestController.class))
@Import(PeerGroups.class)
class TestApplication {

    @Bean
    SecurityFilterChain access(HttpSecurity http) {
        return http.authorizeHttpRequests(requests ->
                        requests.requestMatchers("/open/**")
                                .permitAll()
                                .requestMatchers("/ops/**")
                                .hasAuthority("SCOPE_ops")
                                .requestMatchers("/shop/**")
                                .hasAuthority("SCOPE_shop")
                                .anyRequest()
                                .denyAll())
                .build();
    }
}
