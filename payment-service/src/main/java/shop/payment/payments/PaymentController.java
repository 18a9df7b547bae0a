package shop.payment.payments;

import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import shop.common.problem.Problems;

@RestController
@RequestMapping("/internal/payments")
class PaymentController {

    private final PaymentService payments;

    PaymentController(PaymentService payments) {
        this.payments = payments;
    }

    @PutMapping("/{id}")
    ResponseEntity<?> authorise(
            @PathVariable UUID id, @Valid @RequestBody AuthoriseRequest request) {
        return answer(id, payments.authorise(id, request.charge()), HttpStatus.PAYMENT_REQUIRED);
    }

    @PostMapping("/capture")
    PaymentView.Captures capture(@Valid @RequestBody CaptureRequest request) {
        return PaymentView.captures(payments.capture(request.ids()));
    }

    @PostMapping("/{id}/capture")
    ResponseEntity<?> capture(@PathVariable UUID id) {
        return settle(PaymentCommand.CAPTURE, id);
    }

    @PostMapping("/{id}/void")
    ResponseEntity<?> voidPayment(@PathVariable UUID id) {
        return settle(PaymentCommand.VOID, id);
    }

    @PostMapping("/{id}/refund")
    ResponseEntity<?> refund(@PathVariable UUID id) {
        return settle(PaymentCommand.REFUND, id);
    }

    private ResponseEntity<?> settle(PaymentCommand command, UUID id) {
        return answer(id, payments.settle(command, id), HttpStatus.CONFLICT);
    }

    private static ResponseEntity<?> answer(UUID id, PaymentResult result, HttpStatus declined) {
        return switch (result) {
            case PaymentResult.Done(PaymentStatus status) ->
                    ResponseEntity.ok(PaymentView.of(id, status));
            case PaymentResult.Declined() ->
                    refused(
                            declined,
                            "payment-declined",
                            "Payment declined",
                            "The account does not cover the amount.");
            case PaymentResult.Voided() ->
                    refused(
                            HttpStatus.CONFLICT,
                            "payment-voided",
                            "Payment voided",
                            "The payment is voided, and stays so.");
            case PaymentResult.Captured() ->
                    refused(
                            HttpStatus.CONFLICT,
                            "payment-captured",
                            "Payment captured",
                            "The payment is captured; it can be refunded, not voided.");
            case PaymentResult.Mismatch() ->
                    refused(
                            HttpStatus.CONFLICT,
                            "payment-mismatch",
                            "Payment mismatch",
                            "The id belongs to a payment of another customer or amount.");
            case PaymentResult.Unknown() -> throw Problems.notFound("The payment");
        };
    }

    private static ResponseEntity<ProblemDetail> refused(
            HttpStatus status, String slug, String title, String detail) {
        return ResponseEntity.status(status).body(Problems.of(status, slug, title, detail));
    }
}
