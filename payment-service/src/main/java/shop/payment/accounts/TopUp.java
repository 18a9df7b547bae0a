package shop.payment.accounts;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import shop.common.money.Money;
import shop.common.problem.InvalidField;

/**
 * What an operator sends.
 *
 * @param amount more than nothing, at most 1000000.00 EUR
 */
record TopUp(@NotNull(message = "is the amount to add") Money amount) {

    private static final Money MOST = new Money(100_000_000, Account.EUR);

    /** The amount, if it is one that may be added. */
    Money checkedAmount() {
        if (!amount.currency().equals(MOST.currency())) {
            throw invalid("/amount/currency", "is " + MOST.currencyCode());
        }
        if (amount.minorUnits() <= 0 || amount.minorUnits() > MOST.minorUnits()) {
            throw invalid("/amount/amount", "is more than 0.00 and at most " + MOST.amount());
        }
        return amount;
    }

    private static ErrorResponseException invalid(String pointer, String detail) {
        return new ErrorResponseException(
                HttpStatus.BAD_REQUEST,
                InvalidField.problem(List.of(new InvalidField(pointer, detail))),
                null);
    }
}
