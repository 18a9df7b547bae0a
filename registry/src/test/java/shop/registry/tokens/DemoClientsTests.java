package shop.registry.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

class DemoClientsTests {

    private final Locale usual = Locale.getDefault();

    @AfterEach
    void reset() {
        Locale.setDefault(usual);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fa-IR", "bn-BD", "ar-EG", "mr-IN", "ne-NP", "tr-TR"})
    void namesCustomersInTheSameDigitsInEveryLanguage(String language) {
        Locale.setDefault(Locale.forLanguageTag(language));

        assertThat(DemoClients.all("secret"))
                .extracting(RegisteredClient::getClientId)
                .contains("c001", "c042", "c500");
    }
}
