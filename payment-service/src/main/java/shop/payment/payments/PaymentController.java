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
import shop.edge.ProblemType;
import shop.payment.payments.PaymentRules.Command;

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
        return PaymentView.captures(request.ids(), payments.capture(request.ids()));
    }

    @PostMapping("/{id}/capture")
    ResponseEntity<?> capture(@PathVariable UUID id) {
        return settle(Command.CAPTURE, id);
    }

    @PostMapping("/{id}/void")
    ResponseEntity<?> voidPayment(@PathVariable UUID id) {
        return settle(Command.VOID, id);
    }

    @PostMapping("/{id}/refund")
    ResponseEntity<?> refund(@PathVariable UUID id) {
        return settle(Command.REFUND, id);
    }

    private ResponseEntity<?> settle(Command command, UUID id) {
        return answer(id, payments.settle(command, id), HttpStatus.CONFLICT);
    }

    private static ResponseEntity<?> answer(UUID id, PaymentResult result, HttpStatus declined) {
        return switch (result) {
            case PaymentResult.Done(PaymentStatus status) ->
                    ResponseEntity.ok(PaymentView.of(id, status));
            case PaymentResult.Declined() -> Refusal.DECLINED.as(declined);
            case PaymentResult.Voided() -> Refusal.VOIDED.as(HttpStatus.CONFLICT);
            case PaymentResult.Captured() -> Refusal.CAPTURED.as(HttpStatus.CONFLICT);
            case PaymentResult.Mismatch() -> Refusal.MISMATCH.as(HttpStatus.CONFLICT);
            case PaymentResult.Unknown() -> throw Problems.notFound("The payment");
        };
    }

    private enum Refusal {
        DECLINED(
                ProblemType.PAYMENT_DECLINED.slug(),
                ProblemType.PAYMENT_DECLINED.title(),
                "The account does not cover the amount."),
        VOIDED("payment-voided", "Payment voided", "The payment is voided, and stays so."),
        CAPTURED(
                "payment-captured",
                "Payment captured",
                "The payment is captured; it can be refunded, not voided."),
        MISMATCH(
                "payment-mismatch",
                "Payment mismatch",
                "The id belongs to a payment of another customer or amount.");

        private final String slug;
        private final String title;
        private final String detail;

        Refusal(String slug, String title, String detail) {
            this.slug = slug;
            this.title = title;
            this.detail = detail;
        }

        ResponseEntity<ProblemDetail> as(HttpStatus status) {
            return ResponseEntity.status(status).body(Problems.of(status, slug, title, detail));
        }
    }
}
