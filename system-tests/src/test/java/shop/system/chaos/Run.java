package shop.system.chaos;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ConditionTimeoutException;
import shop.system.chaos.Invocation.Kind;

/** One run, from the first customer to what must be true at the end. */
final class Run implements AutoCloseable {

    private static final int TRIES_TO_FENCE = 5;
    private static final int PATIENCE_SECONDS = 60;

    private final ChaosShop shop;
    private final Settings settings;
    private final List<String> names;
    private final List<String> skus;
    private final History history = new History();
    private final Figures figures = new Figures();
    private final Chaos chaos;
    private final Auditor auditor;
    private final RedisKeys redis;
    private final List<Fault> faults;
    private final AtomicBoolean buying = new AtomicBoolean(true);
    private final AtomicBoolean auditing = new AtomicBoolean(true);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> customers = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private double closed;

    Run(ChaosShop shop, Settings settings, List<String> names, List<String> skus) {
        this.shop = shop;
        this.settings = settings;
        this.names = names;
        this.skus = skus;
        this.chaos = new Chaos(shop, history, settings.gap());
        LastingPerson ops = new LastingPerson(shop, "ops");
        SagaMeters meters = new SagaMeters(shop, figures, ops);
        this.auditor = new Auditor(shop, figures, meters);
        this.redis = new RedisKeys(shop, names.size() + 1, skus.size());
        DatabaseFaults databases = new DatabaseFaults(shop, figures);
        Undoing undoing = new Undoing(shop, figures, settings.compensations(), ops);
        SortedMap<String, StaleOwner> owners = new TreeMap<>();
        for (String name : ChaosShop.ORDER_SERVICES) {
            owners.put(name, new StaleOwner(shop, meters, figures, name));
        }
        this.faults = new Faults(shop, databases, undoing, owners).all();
        figures.count(StaleOwner.FENCED, 0);
    }

    /** Opens the doors, and waits for the first sales. */
    void open() throws IOException {
        long seed = settings.seed();
        for (String name : names) {
            Customer customer = new Customer(shop, history, name, skus, seed++);
            customers.add(threads.submit(() -> customer.shop(buying::get, settings.pace())));
        }
        awaitCheckouts(5L * names.size());
        redis.lookAtBegin();
        customers.add(threads.submit(() -> auditor.audit(auditing::get)));
    }

    /** Lets everything happen, and customers buy until they have bought enough. */
    void suffer() throws SQLException {
        long seed = settings.seed();
        for (Schedule.Round round :
                Schedule.of(faults, settings.faults(), new SplittableRandom(seed))) {
            chaos.run(round, seed++);
        }
        for (int i = 0; i < TRIES_TO_FENCE && figures.get(StaleOwner.FENCED) == 0; i++) {
            chaos.run(new Schedule.Round(List.of(ownerPaused(i)), List.of()), seed++);
            auditor.look();
        }
        awaitCheckouts(settings.checkouts());
    }

    private Fault ownerPaused(int i) {
        List<Fault> pauses =
                faults.stream().filter(f -> f.kind() == FaultKind.OWNER_PAUSED).toList();
        return pauses.get(i % pauses.size());
    }

    private void awaitCheckouts(long wanted) {
        try {
            for (long known = 0; known < wanted; known = history.decided(Kind.CHECKOUT)) {
                long before = known;
                await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .until(() -> history.decided(Kind.CHECKOUT) > before);
            }
        } catch (ConditionTimeoutException e) {
            violations.add("nobody is served any more, though nothing is broken");
        }
    }

    /** Closes the doors, waits until everybody knows what became of him, and checks everything. */
    void end() throws Exception {
        closed = history.now();
        buying.set(false);
        auditing.set(false);
        for (Future<?> customer : customers) {
            try {
                customer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                violations.add("somebody still waits for his answer");
            } catch (ExecutionException e) {
                violations.add("a customer or the auditor broke: " + e.getCause());
            }
        }
        chaos.settle();
        auditor.look();
        violations.addAll(auditor.violations());
        checkAtRest(new TruthReader(shop).read());
        checkChaos();
        figures.count("violations", violations.size());
    }

    private void checkAtRest(Truth truth) throws IOException {
        violations.addAll(TruthChecker.violations(truth));
        violations.addAll(HistoryChecker.violations(history.invocations(), truth));
        violations.addAll(redis.violations());
        history.count(figures);
        redis.count(figures);
        for (Truth.Order order : truth.orders()) {
            figures.count("orders " + order.status().toLowerCase(Locale.ROOT), 1);
        }
    }

    /** What it was for has happened, and healed. */
    private void checkChaos() {
        figures.count("faults", chaos.faults().size());
        chaos.healings().stream()
                .filter(healed -> healed.seconds() > Chaos.HEALING.toSeconds())
                .forEach(healed -> violations.add("not ended 10 s after its healing: " + healed));
        chaos.dead().forEach(name -> violations.add("ended by itself: " + name));
        if (figures.get(StaleOwner.FENCED) == 0) {
            violations.add("no stale owner was ever fenced");
        }
        if (figures.get(Undoing.FIGURE) < settings.compensations()) {
            violations.add("no compensation failed %s times".formatted(settings.compensations()));
        }
    }

    List<String> violations() {
        return Collections.unmodifiableList(violations);
    }

    /** All that is to be told about it. */
    Report report() {
        return new Report(
                settings,
                figures.all(),
                history.invocations().stream().filter(told -> told.end() < closed).toList(),
                chaos.faults(),
                chaos.healings().stream().filter(healed -> healed.at() < closed).toList(),
                violations());
    }

    @Override
    public void close() {
        buying.set(false);
        auditing.set(false);
        threads.shutdownNow();
    }
}
