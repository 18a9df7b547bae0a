package shop.simulation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import shop.common.remote.Repetition;
import shop.simulation.Tables.Piece;

/** The participants as the order processes reach them: over the network, by production's rules. */
public final class Calls {

    private final World world;
    private final Network network;
    private final Participants.Stock stock;
    private final Participants.Money money;
    private final Database stockDatabase;
    private final Map<String, Long> prices;
    private long stockDownUntil;
    private long moneyDownUntil;

    Calls(
            World world,
            Network network,
            Participants.Stock stock,
            Participants.Money money,
            Database stockDatabase,
            Map<String, Long> prices) {
        this.world = world;
        this.network = network;
        this.stock = stock;
        this.money = money;
        this.stockDatabase = stockDatabase;
        this.prices = prices;
    }

    /** What the shop asks for those of these that exist, in cents. */
    public Map<String, Long> prices(List<String> skus) {
        Map<String, Long> known = new TreeMap<>(prices);
        known.keySet().retainAll(skus);
        network.make(
                new Network.Call(
                        "prices", false, this::isStockDown, () -> {}, () -> Reply.of(List.of())));
        return known;
    }

    /** PUT, which may be repeated. */
    public Reply reserve(UUID id, List<Piece> lines) {
        return Repetition.of(() -> stock("reserve", id, () -> stock.reserve(id, lines)));
    }

    /** POST, which is not. */
    public Reply commit(List<UUID> ids) {
        return stock("commit", ids.getFirst(), () -> stock.commit(ids));
    }

    /** DELETE, which may be repeated. */
    public Reply release(UUID id) {
        return Repetition.of(() -> stock("release", id, () -> released(id)));
    }

    private Reply released(UUID id) {
        Reply reply = stock.release(id);
        if (reply.status() == 200) {
            world.checks().participants().stockUndone(id);
        }
        return reply;
    }

    /** POST. */
    public Reply takeBack(UUID id) {
        return stock("take back", id, () -> stock.takeBack(id));
    }

    /** PUT. */
    public Reply authorise(UUID id, String customer, long cents) {
        return Repetition.of(
                () -> money("authorise", id, () -> money.authorise(id, customer, cents)));
    }

    /** POST. */
    public Reply capture(List<UUID> ids) {
        return money("capture", ids.getFirst(), () -> money.capture(ids));
    }

    /** POST. */
    public Reply cancel(UUID id) {
        return money("void", id, () -> cancelled(id));
    }

    private Reply cancelled(UUID id) {
        Reply reply = money.cancel(id);
        if (reply.status() == 200) {
            world.checks().participants().moneyUndone(id);
        }
        return reply;
    }

    /** POST. */
    public Reply refund(UUID id) {
        return money("refund", id, () -> money.refund(id));
    }

    private Reply stock(String what, UUID id, Supplier<Reply> effect) {
        return network.make(
                new Network.Call(
                        what + " " + id,
                        true,
                        this::isStockDown,
                        () -> world.checks().participants().asked(what, id),
                        effect));
    }

    private Reply money(String what, UUID id, Supplier<Reply> effect) {
        return network.make(
                new Network.Call(
                        what + " " + id,
                        true,
                        () -> moneyDownUntil > world.now(),
                        () -> world.checks().participants().asked(what, id),
                        effect));
    }

    private boolean isStockDown() {
        return stockDownUntil > world.now();
    }

    void stockDown(long nanos) {
        stockDownUntil = world.now() + nanos;
    }

    void moneyDown(long nanos) {
        moneyDownUntil = world.now() + nanos;
    }

    void jumpStockClock(long nanos) {
        stockDatabase.jump(nanos);
    }

    void expireDue() {
        stock.expireDue();
    }

    void heal() {
        stockDownUntil = 0;
        moneyDownUntil = 0;
    }
}
