package shop.simulation;

import static shop.simulation.World.SECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import shop.order.orders.OrderStatus;
import shop.simulation.Tables.Piece;

/** One world, from its opening to its end. */
final class Simulation {

    private static final Map<String, Long> PRICES = Map.of("tea", 500L, "rare", 2000L);
    private static final long HEALED_AT = 6 * SECONDS;
    private static final int UPGRADING_ONE_IN = 8;
    private static final int MOST_AT_A_TIME = 3;
    private static final long LONGEST = 600 * SECONDS;

    private final World world;
    private final Shop shop;
    private final Answers answers;
    private final Ends ends;
    private final List<Customer> customers = new ArrayList<>();

    private Simulation(World world, Parts parts) {
        this.world = world;
        this.shop = new Shop(world, parts, PRICES);
        this.answers = new Answers(world.checks());
        this.ends = new Ends(world, shop);
    }

    /**
     * The world of a seed.
     *
     * @throws Violation if an invariant is broken
     */
    static void run(long seed, Parts parts, Counts counts, Trace trace) {
        World world = new World(new SeededChoices(seed), counts, trace);
        Simulation simulation = new Simulation(world, parts);
        boolean upgrading = world.choices().oneOf(UPGRADING_ONE_IN) == 0;
        if (upgrading) {
            simulation.shop.upgrade();
        }
        if (world.choices().oneOf(2) == 0) {
            simulation.shop.crowd(1 + world.choices().oneOf(MOST_AT_A_TIME));
        }
        simulation.open();
        simulation.live(world.choices().between(2 * SECONDS, (upgrading ? 60 : 12) * SECONDS));
    }

    /**
     * A small world: one product of which there is one piece, and two who want it, of whom one
     * cannot pay.
     *
     * @throws Violation if an invariant is broken
     */
    static void runSmall(Choices choices, Parts parts, Counts counts, Trace trace) {
        World world = new World(choices, counts, trace);
        Simulation simulation = new Simulation(world, parts);
        simulation.openSmall();
        simulation.live(HEALED_AT);
    }

    private void openSmall() {
        shop.deliver("rare", 1);
        shop.open("A");
        shop.open("B");
        shop.topUp("rich", 10_000);
        shop.topUp("poor", 100);
        for (String name : List.of("poor", "rich")) {
            List<Piece> lines = List.of(new Piece("rare", 1));
            customer(name).buy("key", lines, Duration.ofSeconds(2), false, 0);
        }
    }

    private void open() {
        Choices choices = world.choices();
        shop.deliver("tea", 100);
        shop.deliver("rare", choices.oneOf(3));
        shop.topUp("rich", 100_000);
        shop.topUp("poor", 2500);
        shop.open("A");
        shop.open("B");
        Customer rich = customer("rich");
        Customer poor = customer("poor");
        int orders = 2 + choices.oneOf(4);
        int poors = 0;
        int riches = 0;
        for (int i = 0; i < orders; i++) {
            boolean isPoor = choices.oneOf(3) == 0;
            buy(isPoor ? poor : rich, "key-" + (isPoor ? poors++ : riches++));
        }
        new Weather(world, shop).begin();
    }

    private Customer customer(String name) {
        Gateway gateway = new Gateway(world, shop, customers.size());
        Customer customer = new Customer(name, world, gateway, answers);
        customers.add(customer);
        return customer;
    }

    private void buy(Customer customer, String key) {
        Choices choices = world.choices();
        List<Piece> lines =
                switch (choices.oneOf(8)) {
                    case 0, 1, 2 -> List.of(new Piece("tea", 1 + choices.oneOf(3)));
                    case 3, 4 -> List.of(new Piece("rare", 1));
                    case 5, 6 -> List.of(new Piece("tea", 1), new Piece("rare", 1));
                    default -> List.of(new Piece("tea", 1), new Piece("none", 1));
                };
        Duration wait = choices.oneOf(4) == 0 ? Duration.ZERO : Duration.ofSeconds(2);
        boolean cancels = choices.oneOf(4) == 0;
        long at = choices.between(0, 3 * SECONDS);
        customer.buy(key, lines, wait, cancels, at);
        if (choices.oneOf(4) == 0) {
            customer.buy(key, lines, wait, cancels, at + choices.between(0, SECONDS / 10));
        }
    }

    private void live(long faulty) {
        world.in(faulty, this, this::heal);
        LoggedExceptions.shownTo(world.checks(), this::goOn);
        world.checks().look();
        answers.checkAll();
        count();
    }

    private void goOn() {
        while (!isOver()) {
            if (!world.goOn() || world.now() > LONGEST) {
                throw world.checks().broken(Invariant.EVERY_ORDER_ENDS, "this world does not");
            }
        }
    }

    private void heal() {
        world.heal();
        shop.heal();
        ends.watch();
    }

    private boolean isOver() {
        return !world.isFaulty()
                && !shop.network().isBusy()
                && customers.stream().allMatch(Customer::isContent)
                && ends.areReached();
    }

    private void count() {
        for (var order : shop.orders().orders().rows()) {
            world.counts().add(Counts.Sight.ORDERS);
            world.counts()
                    .add(
                            order.status() == OrderStatus.COMPLETED
                                    ? Counts.Sight.COMPLETED
                                    : Counts.Sight.CANCELLED);
        }
    }
}
