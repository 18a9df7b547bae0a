package shop.local.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.local.topology.ProcessKind;
import shop.local.topology.ShopOptions;
import shop.local.topology.ShopProcess;

class ServiceEnvironmentTests {

    private static final ShopOptions MOVED =
            ShopOptions.of(Path.of("/checkout")).withPortOffset(10_000);

    @Test
    void tellsAServiceItsPortsAndItsDatabase() {
        assertThat(ServiceEnvironment.of(ShopProcess.named("order-service-2"), MOVED))
                .containsEntry("SERVER_PORT", "18181")
                .containsEntry("MANAGEMENT_SERVER_PORT", "19181")
                .containsEntry("SHOP_DB_URL", "jdbc:postgresql://127.0.0.1:25432/orders")
                .containsEntry("SHOP_DB_USER", "orders")
                .containsEntry("SPRING_DATA_REDIS_PORT", "26379")
                .containsEntry("SPRING_PROFILES_ACTIVE", "demo");
    }

    @Test
    void keepsEverythingOnTheLoopbackInterface() {
        assertThat(ServiceEnvironment.of(ShopProcess.named("gateway"), MOVED))
                .containsEntry("SERVER_ADDRESS", "127.0.0.1")
                .containsEntry("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1")
                .containsEntry("EUREKA_INSTANCE_IPADDRESS", "127.0.0.1");
    }

    @Test
    void movesTheIssuerWithTheRegistry() {
        assertThat(ServiceEnvironment.of(ShopProcess.named("payment-service"), MOVED))
                .containsEntry("SHOP_ISSUER_URI", "http://localhost:18761")
                .containsEntry("SHOP_JWK_SET_URI", "http://127.0.0.1:18761/oauth2/jwks")
                .containsEntry("SHOP_TOKEN_URI", "http://127.0.0.1:18761/oauth2/token")
                .containsEntry("SHOP_REGISTRY_URL", "http://127.0.0.1:18761/eureka/");
    }

    @Test
    void tellsEverybodyOfEveryRegistry() {
        ShopOptions two = MOVED.withReplicas(Map.of(ProcessKind.REGISTRY, 2));
        String both = "http://127.0.0.1:18761/eureka/,http://127.0.0.1:18861/eureka/";

        assertThat(ServiceEnvironment.of(ShopProcess.named("payment-service"), two))
                .containsEntry("SHOP_REGISTRY_URL", both)
                .doesNotContainKey("SHOP_REGISTRY_OWN_URL");
        assertThat(ServiceEnvironment.of(ShopProcess.named("registry-2"), two))
                .containsEntry("SHOP_REGISTRY_URL", both)
                .containsEntry("SHOP_REGISTRY_OWN_URL", "http://127.0.0.1:18861/eureka/");
        assertThat(ServiceEnvironment.of(ShopProcess.named("gateway"), two))
                .containsEntry(
                        "SPRING_CLOUD_DISCOVERY_CLIENT_SIMPLE_INSTANCES_REGISTRY_0_URI",
                        "http://127.0.0.1:18761")
                .containsEntry(
                        "SPRING_CLOUD_DISCOVERY_CLIENT_SIMPLE_INSTANCES_REGISTRY_1_URI",
                        "http://127.0.0.1:18861");
    }

    @Test
    void givesNoDatabaseToThoseWithoutOne() {
        assertThat(ServiceEnvironment.of(ShopProcess.named("gateway"), MOVED))
                .doesNotContainKey("SHOP_DB_URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"fa-IR", "ar-EG", "bn-BD", "mr-IN", "ne-NP", "th-TH-u-nu-thai", "tr-TR"})
    void saysTheSameInEveryLanguage(String language) {
        var expected = everything();
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(language));

            assertThat(everything()).isEqualTo(expected);
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void letsTheCallerHaveTheLastWord() {
        ShopOptions options =
                MOVED.withEnvironment(Map.of("SPRING_PROFILES_ACTIVE", "demo,test", "EXTRA", "1"));

        assertThat(ServiceEnvironment.of(ShopProcess.named("gateway"), options))
                .containsEntry("SPRING_PROFILES_ACTIVE", "demo,test")
                .containsEntry("EXTRA", "1");
    }

    private static List<Map<String, String>> everything() {
        ShopOptions options = MOVED.withFaults();
        return options.processes().stream()
                .map(process -> ServiceEnvironment.of(process, options))
                .toList();
    }
}
