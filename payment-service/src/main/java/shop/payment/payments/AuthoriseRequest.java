package shop.payment.payments;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import shop.common.money.Money;
import shop.common.problem.InvalidField;

/**
 * What a service sends that wants to be paid.
 *
 * @param customer who pays; need not have an account, and is declined then
 * @param amount more than nothing
 */
record AuthoriseRequest(
        @NotNull(message = "is the name of a customer")
                @Pattern(
                        regexp = "[^\\p{Cc}\\p{Cs}]{1,255}",
                        message = "has 1 to 255 characters, none of them a control character")
                String customer,
        @NotNull(message = "is the amount to hold") Money amount) {

    Charge charge() {
        if (amount.minorUnits() <= 0) {
            InvalidField field = new InvalidField("/amount/amount", "is more than nothing");
            throw new ErrorResponseException(
                    HttpStatus.BAD_REQUEST, InvalidField.problem(List.of(field)), null);
        }
        return new Charge(customer, amount);
    }
}
