package shop.instances;

import java.io.IOException;
import java.security.GeneralSecurityException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.configuration.TlsProperties;
import org.springframework.cloud.netflix.eureka.config.DiscoveryClientOptionalArgsConfiguration;
import org.springframework.cloud.netflix.eureka.http.EurekaClientHttpRequestFactorySupplier;
import org.springframework.cloud.netflix.eureka.http.RestClientDiscoveryClientOptionalArgs;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;

/** Eureka's client as Spring Cloud makes it, and signed in. */
@AutoConfiguration(before = DiscoveryClientOptionalArgsConfiguration.class)
@EnableConfigurationProperties(RegistryAccount.class)
class RegistryAccessAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    RestClientDiscoveryClientOptionalArgs registryAccess(
            RegistryAccount account,
            TlsProperties tls,
            EurekaClientHttpRequestFactorySupplier requests,
            ObjectProvider<RestClient.Builder> clients)
            throws GeneralSecurityException, IOException {
        RestClientDiscoveryClientOptionalArgs access =
                new RestClientDiscoveryClientOptionalArgs(
                        requests,
                        () -> account.signedIn(clients.getIfAvailable(RestClient::builder)));
        DiscoveryClientOptionalArgsConfiguration.setupTLS(access, tls);
        return access;
    }
}
