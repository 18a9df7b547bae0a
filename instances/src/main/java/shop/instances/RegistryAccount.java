package shop.instances;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.client.support.BasicAuthenticationInterceptor;
import org.springframework.web.client.RestClient;

/**
 * As whom this process registers, and reads what is registered. It stands in no URL: Eureka's
 * client writes those into the log, and not every password fits in one.
 *
 * @param user the account's name
 * @param password any characters; without one, requests say nothing of an account
 */
@ConfigurationProperties("shop.registry")
record RegistryAccount(@DefaultValue("shop") String user, @Nullable String password) {

    /** A client of its own that names the account with every request. */
    RestClient.Builder signedIn(RestClient.Builder client) {
        String secret = password;
        return secret == null || secret.isEmpty()
                ? client
                : client.clone()
                        .requestInterceptor(
                                new BasicAuthenticationInterceptor(
                                        user, secret, StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "RegistryAccount[user=%s, password=***]".formatted(user);
    }
}
