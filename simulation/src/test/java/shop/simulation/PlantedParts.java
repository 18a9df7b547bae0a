package shop.simulation;

import java.util.function.Function;
import shop.common.idempotency.IdempotencyKeys;
import shop.order.inventory.Catalogue;
import shop.order.inventory.Inventory;
import shop.order.orders.Orders;
import shop.order.payment.Payments;
import shop.order.saga.InMemorySagaLog;
import shop.order.saga.Sagas;

/** Shops of which one part is another. */
final class PlantedParts {

    private PlantedParts() {}

    interface MakesStock {
        Participants.Stock make(Tables.StockTables tables, Database database);
    }

    interface MakesMoney {
        Participants.Money make(Tables.MoneyTables tables, Database database);
    }

    interface MakesLog {
        InMemorySagaLog make(
                Tables.OrderTables tables, Database database, Checks checks, ProcessTime time);
    }

    /** Makes what only knows the tables of the order database. */
    interface Makes<T> {
        T make(Tables.OrderTables tables, Database database);
    }

    interface MakesSagas {
        Sagas make(Sagas.Needs needs);
    }

    interface MakesServer {
        OrderServer make(Parts.Bench bench, Orders orders, IdempotencyKeys keys);
    }

    static Parts stock(MakesStock planted) {
        return new Parts() {
            @Override
            Participants.Stock stock(Tables.StockTables tables, Database database) {
                return planted.make(tables, database);
            }
        };
    }

    static Parts money(MakesMoney planted) {
        return new Parts() {
            @Override
            Participants.Money money(Tables.MoneyTables tables, Database database) {
                return planted.make(tables, database);
            }
        };
    }

    static Parts log(MakesLog planted) {
        return new Parts() {
            @Override
            InMemorySagaLog sagaLog(
                    Tables.OrderTables tables, Database database, Checks checks, ProcessTime time) {
                return planted.make(tables, database, checks, time);
            }
        };
    }

    static Parts sagas(MakesSagas planted) {
        return new Parts() {
            @Override
            Sagas sagas(Sagas.Needs needs) {
                return planted.make(needs);
            }
        };
    }

    static Parts keys(Makes<IdempotencyKeys> planted) {
        return new Parts() {
            @Override
            IdempotencyKeys keys(Bench bench) {
                return planted.make(bench.tables(), bench.database());
            }
        };
    }

    static Parts orders(Makes<Orders> planted) {
        return new Parts() {
            @Override
            Orders orders(Bench bench) {
                return planted.make(bench.tables(), bench.database());
            }
        };
    }

    static Parts operators(Makes<Operators> planted) {
        return new Parts() {
            @Override
            Operators operators(Tables.OrderTables tables, Database database) {
                return planted.make(tables, database);
            }
        };
    }

    static Parts inventory(Function<Calls, Inventory> planted) {
        return new Parts() {
            @Override
            Inventory inventory(Calls calls) {
                return planted.apply(calls);
            }
        };
    }

    static Parts catalogue(Function<Calls, Catalogue> planted) {
        return new Parts() {
            @Override
            Catalogue catalogue(Calls calls) {
                return planted.apply(calls);
            }
        };
    }

    static Parts payments(Function<Calls, Payments> planted) {
        return new Parts() {
            @Override
            Payments payments(Calls calls) {
                return planted.apply(calls);
            }
        };
    }

    static Parts server(MakesServer planted) {
        return new Parts() {
            @Override
            OrderServer orderServer(Bench bench) {
                return planted.make(bench, orders(bench), keys(bench));
            }
        };
    }
}
