package shop.common.money;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An exact amount in one currency.
 *
 * <p>In JSON it is {@code {"amount":"19.90","currency":"EUR"}}: a decimal string with exactly the
 * currency's own number of fraction digits, because a JSON number may pass through a double on its
 * way. Arithmetic never mixes currencies and never overflows silently; both throw.
 *
 * @param minorUnits the amount in the currency's smallest unit (cents for EUR); may be negative
 * @param currency an ISO 4217 currency
 */
@JsonIncludeProperties({"amount", "currency"})
public record Money(long minorUnits, Currency currency) {

    /** Nothing, in this currency. */
    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /**
     * Reads the JSON form.
     *
     * @throws IllegalArgumentException for an unknown currency, too many or too few fraction
     *     digits, an exponent, or an amount beyond 18 digits
     */
    @JsonCreator
    public static Money of(
            @JsonProperty(value = "amount", required = true) String amount,
            @JsonProperty(value = "currency", required = true) String currency) {
        Currency unit = currencyOf(currency);
        int digits = unit.getDefaultFractionDigits();
        String form = digits == 0 ? "-?\\d{1,18}" : "-?\\d{1,16}\\.\\d{" + digits + "}";
        if (!amount.matches(form)) {
            throw new IllegalArgumentException(
                    "an amount in %s is a decimal string with %d fraction digits"
                            .formatted(currency, digits));
        }
        return new Money(new BigDecimal(amount).unscaledValue().longValueExact(), unit);
    }

    /** The decimal string, with the currency's own number of digits. */
    @JsonProperty("amount")
    public String amount() {
        return BigDecimal.valueOf(minorUnits, currency.getDefaultFractionDigits())
                .setScale(currency.getDefaultFractionDigits(), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    /** The ISO 4217 code, such as EUR. */
    @JsonProperty("currency")
    public String currencyCode() {
        return currency.getCurrencyCode();
    }

    /**
     * The sum.
     *
     * @throws IllegalArgumentException if the currencies differ
     * @throws ArithmeticException on overflow
     */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(currency + " and " + other.currency + " do not add");
        }
        return new Money(Math.addExact(minorUnits, other.minorUnits), currency);
    }

    /**
     * This amount, that many times.
     *
     * @throws ArithmeticException on overflow
     */
    public Money times(int quantity) {
        return new Money(Math.multiplyExact(minorUnits, (long) quantity), currency);
    }

    @Override
    public String toString() {
        return amount() + " " + currencyCode();
    }

    private static Currency currencyOf(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no ISO 4217 currency is called " + code, e);
        }
    }
}
