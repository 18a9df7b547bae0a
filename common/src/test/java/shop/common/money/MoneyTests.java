package shop.common.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

class MoneyTests {

    private static final Currency EUR = Currency.getInstance("EUR");

    /** As {@code shop-defaults.yml} sets it. */
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(MapperFeature.ALLOW_COERCION_OF_SCALARS).build();

    @ParameterizedTest
    @CsvSource({
        "19.90, EUR, 1990",
        "0.01, EUR, 1",
        "-0.05, EUR, -5",
        "-7.00, EUR, -700",
        "0.00, EUR, 0",
        "500, JPY, 500",
        "-3, JPY, -3",
        "1.250, KWD, 1250",
        "9999999999999999.99, EUR, 999999999999999999",
        "999999999999999.999, KWD, 999999999999999999",
        "999999999999999999, JPY, 999999999999999999",
    })
    void isReadAndWrittenWithTheCurrencysOwnDigits(
            String amount, String currency, long minorUnits) {
        Money money = new Money(minorUnits, Currency.getInstance(currency));
        String json = "{\"amount\":\"%s\",\"currency\":\"%s\"}".formatted(amount, currency);

        assertThat(JSON.readValue(json, Money.class)).isEqualTo(money);
        assertThat(JSON.readTree(JSON.writeValueAsString(money))).isEqualTo(JSON.readTree(json));
        assertThat(money).hasToString(amount + " " + currency);
    }

    @ParameterizedTest
    @CsvSource({
        "19.9, EUR",
        "19.900, EUR",
        "19, EUR",
        "19., EUR",
        ".90, EUR",
        "'19,90', EUR",
        "+19.90, EUR",
        "1e3, EUR",
        "1E+2, JPY",
        "NaN, EUR",
        "'', EUR",
        "' 19.90', EUR",
        "'19.90\n', EUR",
        "١٩.٩٠, EUR",
        "0x1F, JPY",
        "500.0, JPY",
        "1.25, KWD",
        "19.90, EURO",
        "19.90, eur",
        "19.90, ''",
        "1.00, XXX",
        "1, XAU",
        "10000000000000000.00, EUR",
        "1000000000000000.000, KWD",
        "9999999999999999.999, KWD",
        "1000000000000000000, JPY",
    })
    void refusesWhatIsNotAnAmountOfThatCurrency(String amount, String currency) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.of(amount, currency))
                .withMessageNotContaining("\\d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\":19.90,\"currency\":\"EUR\"}",
                "{\"amount\":1990,\"currency\":\"EUR\"}",
                "{\"amount\":500,\"currency\":\"JPY\"}",
                "{\"amount\":true,\"currency\":\"EUR\"}",
                "{\"amount\":null,\"currency\":\"EUR\"}",
                "{\"amount\":\"19.90\",\"currency\":null}",
                "{\"amount\":[\"19.90\"],\"currency\":\"EUR\"}",
                "{\"amount\":\"19.90\"}",
                "{\"currency\":\"EUR\"}",
                "{\"minorUnits\":1990,\"currency\":\"EUR\"}",
                "{}",
                "\"19.90\"",
                "19.90",
                "[]",
            })
    void refusesJsonOfAnotherForm(String json) {
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> JSON.readValue(json, Money.class));
    }

    @Test
    void addsAndMultipliesExactly() {
        assertThat(new Money(1990, EUR).plus(new Money(15, EUR))).isEqualTo(new Money(2005, EUR));
        assertThat(new Money(1990, EUR).times(3)).isEqualTo(new Money(5970, EUR));
        assertThat(Money.zero(EUR).times(-1)).isEqualTo(Money.zero(EUR));
    }

    @Test
    void doesNotMixCurrencies() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.zero(EUR).plus(Money.zero(Currency.getInstance("JPY"))));
    }

    @Test
    void overflowsLoudly() {
        Money most = new Money(Long.MAX_VALUE, EUR);

        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> most.plus(new Money(1, EUR)));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> most.times(2));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> new Money(Long.MIN_VALUE, EUR).times(-1));
    }
}
