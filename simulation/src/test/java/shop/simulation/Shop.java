package shop.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.transaction.support.TransactionTemplate;
import shop.order.saga.Sagas;

/** The shop of one world: three databases, two participants, two order processes. */
final class Shop {

    private final World world;
    private final Parts parts;
    private final Database orderDatabase;
    private final Tables.OrderTables orders;
    private final Tables.StockTables stock;
    private final Tables.MoneyTables money;
    private final Network network;
    private final Calls calls;
    private final Couriers couriers;
    private final Map<String, Long> prices;
    private final SagaFaults sagaFaults;
    private boolean upgrading;
    private int mostAtATime = Integer.MAX_VALUE;
    private final List<OrderProcess> processes = new ArrayList<>();

    /**
     * A shop that is open.
     *
     * @param prices in cents
     */
    Shop(World world, Parts parts, Map<String, Long> prices) {
        this.world = world;
        this.parts = parts;
        this.prices = prices;
        this.network = new Network(world);
        this.orderDatabase = new Database(world, true);
        this.orders = new Tables.OrderTables(orderDatabase);
        Database stockDatabase = new Database(world, false);
        this.stock = new Tables.StockTables(stockDatabase);
        Database moneyDatabase = new Database(world, false);
        this.money = new Tables.MoneyTables(moneyDatabase);
        this.couriers = new Couriers(world, network);
        this.calls =
                new Calls(
                        world,
                        network,
                        parts.stock(stock, stockDatabase),
                        parts.money(money, moneyDatabase),
                        stockDatabase,
                        prices);
        this.sagaFaults = new SagaFaults(world, orders, parts.operators(orders, orderDatabase));
        world.checks().watch(this);
    }

    void deliver(String sku, long pieces) {
        stock.items().put(sku, new Tables.Item(pieces, pieces, 0, 0));
    }

    void topUp(String customer, long cents) {
        money.accounts().put(customer, new Tables.Account(cents, 0));
        money.ledger()
                .put(
                        money.ledger().rows().size(),
                        new Tables.Entry(
                                "DEPOSIT",
                                null,
                                "outside",
                                "customer:" + customer + ":balance",
                                cents));
    }

    /** Every process that starts from now on works on so many sagas at a time. */
    void crowd(int most) {
        mostAtATime = most;
    }

    int mostAtATime() {
        return mostAtATime;
    }

    /** Two versions run side by side from now on. */
    void upgrade() {
        upgrading = true;
    }

    /** The version of a process that starts now. */
    Version version() {
        boolean next = upgrading && (!world.isFaulty() || world.choices().oneOf(2) == 0);
        return next ? Version.NEXT : Version.TODAY;
    }

    /** Whatever is down comes back, the newest version everywhere, and every row can be read. */
    void heal() {
        calls.heal();
        for (OrderProcess process : processes) {
            process.pauseUntil(world.now());
            if (process.version() != version()) {
                process.crash();
            }
        }
        sagaFaults.repair();
    }

    /** Starts another order process. */
    void open(String name) {
        processes.add(new OrderProcess(name, world, this));
    }

    OrderServer orderServer(OrderProcess process) {
        TransactionTemplate transaction = new TransactionTemplate(orderDatabase);
        var log = parts.sagaLog(orders, orderDatabase, world.checks(), process);
        var sagas =
                parts.sagas(
                        new Sagas.Needs(
                                log,
                                world.checks(),
                                transaction,
                                world.counts().meters(),
                                process));
        return parts.orderServer(
                new Parts.Bench(
                        process.version(),
                        couriers,
                        orders,
                        orderDatabase,
                        transaction,
                        sagas,
                        log,
                        parts.inventory(calls),
                        parts.payments(calls),
                        parts.catalogue(calls)));
    }

    List<OrderProcess> processes() {
        return processes;
    }

    Network network() {
        return network;
    }

    SagaFaults sagaFaults() {
        return sagaFaults;
    }

    Couriers couriers() {
        return couriers;
    }

    Calls calls() {
        return calls;
    }

    Database orderDatabase() {
        return orderDatabase;
    }

    Tables.OrderTables orders() {
        return orders;
    }

    Tables.StockTables stock() {
        return stock;
    }

    Tables.MoneyTables money() {
        return money;
    }

    long price(String sku) {
        return prices.getOrDefault(sku, 0L);
    }
}
