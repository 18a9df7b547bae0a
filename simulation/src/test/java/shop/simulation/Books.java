package shop.simulation;

import static shop.simulation.Invariant.MONEY_BALANCES;
import static shop.simulation.Invariant.MONEY_IS_NEVER_NEGATIVE;
import static shop.simulation.Invariant.MONEY_MOVES_ONCE;
import static shop.simulation.Invariant.STOCK_BALANCES;
import static shop.simulation.Invariant.STOCK_IS_NEVER_NEGATIVE;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import shop.simulation.Tables.Account;
import shop.simulation.Tables.Entry;
import shop.simulation.Tables.Hold;
import shop.simulation.Tables.Item;

/** Counts pieces and cents, in a way of its own. */
final class Books {

    private Books() {}

    static void check(Checks checks, Shop shop) {
        stock(checks, shop.stock());
        money(checks, shop.money());
    }

    private static void stock(Checks checks, Tables.StockTables stock) {
        Map<String, Long> held = new HashMap<>();
        Map<String, Long> sold = new HashMap<>();
        for (Hold hold : stock.holds().rows()) {
            Map<String, Long> sum =
                    switch (hold.status()) {
                        case "HELD" -> held;
                        case "COMMITTED" -> sold;
                        default -> new HashMap<>();
                    };
            hold.lines().forEach(p -> sum.merge(p.sku(), (long) p.quantity(), Long::sum));
        }
        for (var row : stock.items().entries()) {
            Item item = row.getValue();
            checks.require(
                    item.available() >= 0 && item.held() >= 0 && item.sold() >= 0,
                    STOCK_IS_NEVER_NEGATIVE,
                    () -> row);
            checks.require(
                    item.delivered() == item.available() + item.held() + item.sold()
                            && item.held() == held.getOrDefault(row.getKey(), 0L)
                            && item.sold() == sold.getOrDefault(row.getKey(), 0L),
                    STOCK_BALANCES,
                    () -> row);
        }
    }

    private static void money(Checks checks, Tables.MoneyTables money) {
        Map<String, Long> ledger = new HashMap<>();
        Map<UUID, Set<String>> moved = new HashMap<>();
        for (Entry entry : money.ledger().rows()) {
            ledger.merge(entry.from(), -entry.amount(), Long::sum);
            ledger.merge(entry.to(), entry.amount(), Long::sum);
            if (entry.payment() != null) {
                Tables.Payment payment =
                        Objects.requireNonNull(money.payments().get(entry.payment()));
                checks.require(entry.amount() == payment.amount(), MONEY_BALANCES, () -> entry);
                Set<String> kinds = moved.computeIfAbsent(entry.payment(), _ -> new HashSet<>());
                checks.require(kinds.add(entry.kind()), MONEY_MOVES_ONCE, () -> entry);
                checks.require(
                        !entry.kind().equals("REFUND") || kinds.contains("CAPTURE"),
                        MONEY_MOVES_ONCE,
                        () -> entry);
            }
        }
        Map<String, Long> set = new HashMap<>();
        long earned = 0;
        for (Tables.Payment payment : money.payments().rows()) {
            switch (payment.status()) {
                case "AUTHORISED" ->
                        set.merge(String.valueOf(payment.customer()), payment.amount(), Long::sum);
                case "CAPTURED" -> earned += payment.amount();
                default -> {}
            }
        }
        checks.require(
                earned == ledger.getOrDefault("shop:revenue", 0L), MONEY_BALANCES, () -> ledger);
        for (var row : money.accounts().entries()) {
            account(checks, row.getKey(), row.getValue(), ledger, set);
        }
    }

    private static void account(
            Checks checks,
            String customer,
            Account account,
            Map<String, Long> ledger,
            Map<String, Long> set) {
        checks.require(
                account.balance() >= 0 && account.held() >= 0,
                MONEY_IS_NEVER_NEGATIVE,
                () -> customer);
        String name = "customer:" + customer;
        checks.require(
                account.balance() == ledger.getOrDefault(name + ":balance", 0L)
                        && account.held() == ledger.getOrDefault(name + ":held", 0L)
                        && account.held() == set.getOrDefault(customer, 0L),
                MONEY_BALANCES,
                () -> customer + " has " + account + ", the ledger says " + ledger);
    }
}
