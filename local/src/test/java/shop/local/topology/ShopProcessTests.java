package shop.local.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShopProcessTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway",
                "registry",
                "order-service",
                "payment-service",
                "inventory-service",
                "redis",
                "postgres",
                "order-service-2",
                "gateway-9"
            })
    void isFoundByTheNameItCarries(String name) {
        assertThat(ShopProcess.named(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "orders", "order-service-1", "order-service-0", "order-service-10"})
    void refusesANameThatNobodyHas(String name) {
        assertThatExceptionOfType(ShopFailure.class)
                .isThrownBy(() -> ShopProcess.named(name))
                .withMessageContaining("order-service, gateway");
    }

    @ParameterizedTest
    @CsvSource({"postgres-2", "redis-2"})
    void refusesASecondOneOfWhatThereIsOnce(String name) {
        assertThatExceptionOfType(ShopFailure.class)
                .isThrownBy(() -> ShopProcess.named(name))
                .withMessageContaining("There is only one");
    }

    @Test
    void comesAfterThoseItNeeds() {
        assertThat(ShopProcess.named("postgres")).isLessThan(ShopProcess.named("registry"));
        assertThat(ShopProcess.named("registry")).isLessThan(ShopProcess.named("order-service"));
        assertThat(ShopProcess.named("order-service")).isLessThan(ShopProcess.named("gateway"));
    }
}
