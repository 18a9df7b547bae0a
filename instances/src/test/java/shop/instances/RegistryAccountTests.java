package shop.instances;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.web.client.RestClient;

class RegistryAccountTests {

    @ParameterizedTest
    @ValueSource(strings = {"shop", "p@ss#1/%:${x}", " ö€ ", ":"})
    void isNamedWithEveryRequest(String password) {
        HttpHeaders sent = sent(new RegistryAccount("shop", password));

        String account = new String(Base64.getDecoder().decode(basic(sent)), UTF_8);
        assertThat(account).isEqualTo("shop:" + password);
    }

    @ParameterizedTest
    @NullAndEmptySource
    void isNotNamedWithoutAPassword(@Nullable String password) {
        assertThat(sent(new RegistryAccount("shop", password)).containsHeader("Authorization"))
                .isFalse();
    }

    @Test
    void keepsItsPasswordToItself() {
        assertThat(new RegistryAccount("shop", "secret").toString()).doesNotContain("secret");
    }

    private static String basic(HttpHeaders sent) {
        return String.valueOf(sent.getFirst("Authorization")).substring("Basic ".length());
    }

    private static HttpHeaders sent(RegistryAccount account) {
        HttpHeaders sent = new HttpHeaders();
        account.signedIn(RestClient.builder())
                .requestInterceptor((request, body, next) -> {
                    sent.putAll(request.getHeaders());
                    return new MockClientHttpResponse(new byte[0], HttpStatus.OK);
                })
                .build()
                .get()
                .uri("http://registry/eureka/apps")
                .retrieve()
                .toBodilessEntity();
        return sent;
    }
}
