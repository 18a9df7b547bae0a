package shop.simulation;

import org.springframework.transaction.support.TransactionTemplate;
import shop.common.idempotency.IdempotencyKeys;
import shop.common.idempotency.InMemoryIdempotencyKeys;
import shop.inventory.reservations.InMemoryStock;
import shop.order.checkout.OrderServers;
import shop.order.inventory.Catalogue;
import shop.order.inventory.Inventory;
import shop.order.inventory.InventoryOverCalls;
import shop.order.orders.InMemoryOrders;
import shop.order.orders.Orders;
import shop.order.payment.Payments;
import shop.order.payment.PaymentsOverCalls;
import shop.order.saga.InMemorySagaLog;
import shop.order.saga.SagaLog;
import shop.order.saga.Sagas;
import shop.payment.payments.InMemoryMoney;

/** Everything of which a planted bug may have another. */
public class Parts {

    /** The parts as they should be. */
    public Parts() {}

    /** What an order server is made of. */
    public record Bench(
            Version version,
            Couriers couriers,
            Tables.OrderTables tables,
            Database database,
            TransactionTemplate transaction,
            Sagas sagas,
            SagaLog log,
            Inventory inventory,
            Payments payments,
            Catalogue catalogue) {}

    Participants.Stock stock(Tables.StockTables tables, Database database) {
        return new InMemoryStock(tables, database);
    }

    Participants.Money money(Tables.MoneyTables tables, Database database) {
        return new InMemoryMoney(tables, database);
    }

    InMemorySagaLog sagaLog(
            Tables.OrderTables tables, Database database, Checks checks, ProcessTime time) {
        return new InMemorySagaLog(tables, database, checks, time);
    }

    Inventory inventory(Calls calls) {
        return InventoryOverCalls.inventory(calls);
    }

    Catalogue catalogue(Calls calls) {
        return InventoryOverCalls.catalogue(calls);
    }

    Payments payments(Calls calls) {
        return PaymentsOverCalls.payments(calls);
    }

    IdempotencyKeys keys(Bench bench) {
        return new InMemoryIdempotencyKeys(bench.tables(), bench.database());
    }

    Orders orders(Bench bench) {
        return new InMemoryOrders(bench.tables(), bench.database());
    }

    OrderServer orderServer(Bench bench) {
        return OrderServers.with(bench, orders(bench), keys(bench));
    }

    Operators operators(Tables.OrderTables tables, Database database) {
        return new Operators(tables, database);
    }

    Sagas sagas(Sagas.Needs needs) {
        return new Sagas(needs);
    }
}
