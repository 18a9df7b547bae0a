package shop.simulation;

import shop.common.idempotency.IdempotencyKeys;
import shop.order.saga.InMemorySagaLog;

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

    interface MakesKeys {
        IdempotencyKeys make(Tables.OrderTables tables, Database database);
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

    static Parts keys(MakesKeys planted) {
        return new Parts() {
            @Override
            IdempotencyKeys keys(Bench bench) {
                return planted.make(bench.tables(), bench.database());
            }
        };
    }
}
