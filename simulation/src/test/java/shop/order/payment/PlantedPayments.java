package shop.order.payment;

import java.util.List;
import shop.order.orders.PlacedOrder;
import shop.order.saga.definition.StepOutcome;
import shop.simulation.Calls;

/** Clients of the payments with a bug. */
public final class PlantedPayments {

    private PlantedPayments() {}

    /** An authorisation that nobody knows of is taken for granted. */
    public static Payments takingAuthorisationForGranted(Calls calls) {
        return new Payments(new PaymentsOverCalls.Api(calls)) {

            @Override
            public StepOutcome authorise(PlacedOrder order) {
                return granted(super.authorise(order));
            }
        };
    }

    /** A capture that nobody knows of is taken for granted. */
    public static Payments takingCaptureForGranted(Calls calls) {
        return new Payments(new PaymentsOverCalls.Api(calls)) {

            @Override
            public List<StepOutcome> capture(List<PlacedOrder> orders) {
                return super.capture(orders).stream().map(PlantedPayments::granted).toList();
            }
        };
    }

    /** A bug that the next attempt gets past: the first capture breaks. */
    public static Payments breakingOneCapture(Calls calls) {
        return new Payments(new PaymentsOverCalls.Api(calls)) {

            private boolean broke;

            @Override
            public List<StepOutcome> capture(List<PlacedOrder> orders) {
                if (!broke) {
                    broke = true;
                    throw new NullPointerException("planted");
                }
                return super.capture(orders);
            }
        };
    }

    private static StepOutcome granted(StepOutcome outcome) {
        return outcome instanceof StepOutcome.Unknown ? new StepOutcome.Done() : outcome;
    }
}
