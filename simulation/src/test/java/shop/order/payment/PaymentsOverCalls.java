package shop.order.payment;

import java.util.UUID;
import shop.simulation.Calls;
import shop.simulation.Reply;

/** Production's client of the payments, on the simulated network. */
public final class PaymentsOverCalls {

    private PaymentsOverCalls() {}

    /** Payments in the sagas' words. */
    public static Payments payments(Calls calls) {
        return new Payments(new Api(calls));
    }

    record Api(Calls calls) implements PaymentApi {

        @Override
        public Payment authorise(UUID id, Authorise authorise) {
            return payment(
                    calls.authorise(id, authorise.customer(), authorise.amount().minorUnits()));
        }

        @Override
        public Results capture(Ids ids) {
            return new Results(
                    calls.capture(ids.ids()).results().stream()
                            .map(result -> new Payment(result.id(), result.status()))
                            .toList());
        }

        @Override
        public Payment voidAuthorisation(UUID id) {
            return payment(calls.cancel(id));
        }

        @Override
        public Payment refund(UUID id) {
            return payment(calls.refund(id));
        }

        private static Payment payment(Reply reply) {
            Reply.Result result = reply.results().getFirst();
            return new Payment(result.id(), result.status());
        }
    }
}
