package shop.registry;

import jakarta.ws.rs.client.ClientRequestFilter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.cloud.netflix.eureka.server.ReplicationClientAdditionalFilters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;

/** Registries sign in at each other as all others do, and not by a password in an URL. */
@Configuration(proxyBeanMethods = false)
class Replication {

    @Bean
    ReplicationClientAdditionalFilters signedIn(RegistryProperties registry) {
        String account =
                HttpHeaders.encodeBasicAuth(
                        registry.user(), registry.requiredPassword(), StandardCharsets.UTF_8);
        ClientRequestFilter signIn =
                request ->
                        request.getHeaders()
                                .putSingle(HttpHeaders.AUTHORIZATION, "Basic " + account);
        return new ReplicationClientAdditionalFilters(List.of(signIn));
    }
}
