package shop.simulation;

import static shop.simulation.PlantedParts.*;

import shop.common.idempotency.PlantedKeys;
import shop.inventory.reservations.PlantedStock;
import shop.order.checkout.PlantedOrderServers;
import shop.order.inventory.PlantedInventories;
import shop.order.orders.PlantedOrders;
import shop.order.payment.PlantedPayments;
import shop.order.saga.PlantedSagaLogs;
import shop.order.saga.PlantedSagaRows;
import shop.order.saga.PlantedSagas;
import shop.payment.payments.PlantedMoney;

/** Bugs that were planted, each with the invariant that it breaks before any other. */
// Parts have no state.
@SuppressWarnings("ImmutableEnumChecker")
enum Bug {
    NO_AVAILABLE_CHECK(
            Invariant.STOCK_IS_NEVER_NEGATIVE, stock(PlantedStock::withoutAvailableCheck)),
    EXPIRED_HOLD_COMMITTED(Invariant.STOCK_BALANCES, stock(PlantedStock::committingExpiredHolds)),
    NO_TOMBSTONE_FOR_STOCK(Invariant.UNDONE_STAYS_UNDONE, stock(PlantedStock::withoutTombstones)),
    NO_TOMBSTONE_FOR_MONEY(Invariant.UNDONE_STAYS_UNDONE, money(PlantedMoney::withoutTombstones)),
    REFUND_WITHOUT_DEDUPLICATION(Invariant.MONEY_MOVES_ONCE, money(PlantedMoney::refundingAgain)),
    NO_COVER_CHECK(Invariant.MONEY_IS_NEVER_NEGATIVE, money(PlantedMoney::uncovered)),
    LEDGER_LINE_MISSING(Invariant.MONEY_BALANCES, money(PlantedMoney::withoutLines)),
    NO_EPOCH_CHECK(Invariant.ONLY_THE_OWNER_WRITES, log(PlantedSagaLogs::withoutEpochs)),
    EPOCH_NOT_RAISED(Invariant.EPOCHS_RISE, log(PlantedSagaLogs::withLastingEpochs)),
    NO_DEADLINE_CHECK(Invariant.CONFIRMED_IN_TIME, log(PlantedSagaLogs::withoutDeadlines)),
    ATTEMPTS_NOT_LOGGED(Invariant.ATTEMPTS_ARE_LOGGED, log(PlantedSagaLogs::withoutAttempts)),
    SAGA_LOGGED_IN_BACKGROUND(
            Invariant.NOTHING_WITHOUT_ITS_SAGA, log(PlantedSagaLogs::inBackground)),
    KEYS_IN_MEMORY_ONLY(Invariant.ONE_ORDER_A_KEY, keys(PlantedKeys::inMemoryOnly)),
    ANSWER_OUTSIDE_THE_TRANSACTION(
            Invariant.DECIDED_IS_ANSWERED, keys(PlantedKeys::answeringAfterwards)),
    ANSWER_REWORDED(Invariant.ANSWERS_AGREE, keys(PlantedKeys::rewording)),
    ORDER_MOVED_FROM_ANYWHERE(Invariant.ENDS_ARE_FINAL, orders(PlantedOrders::movingFromAnywhere)),
    REPEAT_TELLS_OF_ANOTHERS_ORDER(
            Invariant.ANSWERS_TELL_OF_ONES_OWN, orders(PlantedOrders::lookingForAnyonesKey)),
    REPEAT_FORGETS_THE_ANSWER(
            Invariant.DECIDED_IS_ANSWERED, server(PlantedOrderServers::forgetful)),
    RETRY_OF_WHAT_HAS_ENDED(
            Invariant.ENDS_ARE_FINAL, operators(PlantedOperators::retryingTheEnded)),
    UNKNOWN_TREATED_AS_REFUSED(
            Invariant.CANCELLED_KEEPS_NOTHING, inventory(PlantedInventories::refusingTheUnknown)),
    CLIENT_PRICE_TRUSTED(
            Invariant.PRICES_ARE_THE_SHOPS, catalogue(PlantedInventories::trustingTheCustomer)),
    UNKNOWN_AUTHORISATION_TREATED_AS_DONE(
            Invariant.CONFIRMED_IS_COVERED,
            payments(PlantedPayments::takingAuthorisationForGranted)),
    UNKNOWN_CAPTURE_TREATED_AS_DONE(
            Invariant.COMPLETED_IS_PAID_AND_HANDED_OVER,
            payments(PlantedPayments::takingCaptureForGranted)),
    COMPENSATION_BEFORE_THE_STEP_IN_DOUBT_IS_SETTLED(
            Invariant.UNDO_RUNS_BACKWARDS, server(PlantedOrderServers::releasingFirst)),
    ABANDONED_AND_FORGOTTEN(
            Invariant.EVERY_ORDER_ENDS, server(PlantedOrderServers::refundingNothing)),
    NOT_YET_TOLD_AS_NO(Invariant.ANSWERS_STAY_TRUE, server(PlantedOrderServers::impatient)),
    AN_END_BREAKS_ONCE(Invariant.NOTHING_BREAKS_BY_ITSELF, log(PlantedSagaLogs::breakingOneEnd)),
    A_STEP_BREAKS_ONCE(
            Invariant.NOTHING_BREAKS_BY_ITSELF, payments(PlantedPayments::breakingOneCapture)),
    UNREADABLE_ROW_STOPS_A_SWEEP(
            Invariant.NOTHING_BREAKS_BY_ITSELF, log(PlantedSagaRows::readingAllOrNone)),
    REASON_SET_ASIDE(Invariant.REASONS_STAY, log(PlantedSagaLogs::settingReasonsAside)),
    OUTAGE_SETS_ASIDE(Invariant.NOTHING_IS_SET_ASIDE, log(PlantedSagaLogs::setAsideByOutages)),
    ATTENTION_IS_THE_END(Invariant.EVERY_ORDER_ENDS, log(PlantedSagaLogs::leavingThemToPeople)),
    EVERY_LEASE_BELIEVED(Invariant.EVERY_ORDER_ENDS, log(PlantedSagaLogs::believingEveryLease)),
    NEW_STEP_NOT_LOGGED(Invariant.CANCELLED_KEEPS_NOTHING, log(PlantedSagaRows::silentOfNewSteps)),
    UNKNOWN_STEP_OVERLOOKED(
            Invariant.CANCELLED_KEEPS_NOTHING, log(PlantedSagaRows::overlookingUnknownSteps)),
    TURNED_BACK_BEHIND_THE_PIVOT(
            Invariant.NOTHING_IS_UNDONE_PAST_THE_PIVOT,
            log(PlantedSagaRows::turningBackBehindThePivot)),
    DRIVER_NOT_GIVEN_BACK(Invariant.EVERY_ORDER_ENDS, sagas(PlantedSagas::keepingDrivers)),
    ROOM_NOT_GIVEN_BACK(Invariant.EVERY_ORDER_ENDS, sagas(PlantedSagas::keepingRoom)),
    SWEEPER_OFF(Invariant.EVERY_ORDER_ENDS, sagas(PlantedSagas::withoutSweeps));

    /** What must turn red. */
    final Invariant breaks;

    /** The shop with the bug. */
    final Parts parts;

    Bug(Invariant breaks, Parts parts) {
        this.breaks = breaks;
        this.parts = parts;
    }
}
