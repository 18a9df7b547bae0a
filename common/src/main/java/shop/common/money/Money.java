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

    /** One less than a long has, so that any number of that length fits. */
    private static final int MOST_DIGITS = 18;

    /** Nothing, in this currency. */
    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /**
     * Reads the JSON form.
     *
     * @throws IllegalArgumentException for an unknown currency or one without a smallest unit, too
     *     many or too few fraction digits, an exponent, or an amount beyond 18 digits
     */
    public static Money of(String amount, String currency) {
        Currency unit = currencyOf(currency);
        int digits = unit.getDefaultFractionDigits();
        String fraction = digits == 0 ? "" : "\\.\\d{" + digits + "}";
        if (!amount.matches("-?\\d{1," + (MOST_DIGITS - digits) + "}" + fraction)) {
            throw new IllegalArgumentException(
                    "an amount in %s is a decimal string with %s fraction digits"
                            .formatted(currency, digits));
        }
        return new Money(new BigDecimal(amount).unscaledValue().longValueExact(), unit);
    }

    // As objects: a mapper would turn a JSON number into a string without a word.
    @JsonCreator
    private static Money read(
            @JsonProperty(value = "amount", required = true) Object amount,
            @JsonProperty(value = "currency", required = true) Object currency) {
        if (amount instanceof String number && currency instanceof String code) {
            return of(number, code);
        }
        throw new IllegalArgumentException("amount and currency are strings");
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
            Currency currency = Currency.getInstance(code);
            // Gold and the like, in which nothing is paid.
            if (currency.getDefaultFractionDigits() >= 0) {
                return currency;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("this is not an ISO 4217 currency", e);
        }
        throw new IllegalArgumentException("this is not a currency to pay in: " + code);
    }
}
