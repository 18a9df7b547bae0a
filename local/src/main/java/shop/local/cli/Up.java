package shop.local.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import shop.local.FastStart;
import shop.local.LocalShop;
import shop.local.cli.terminal.Console;
import shop.local.topology.ShopOptions;

/** Opens the shop and sells something at once, to show that it can. */
record Up(ShopOptions options) {

    boolean run() {
        long start = System.nanoTime();
        LocalShop shop = new LocalShop(options);
        try (Console console = Console.ofTerminal();
                Gateway gateway = new Gateway(shop.port("gateway"), Duration.ofMinutes(3))) {
            DemoOrder demo = new DemoOrder(gateway, console);
            var purchase = demo.prepare();
            shop.start(console);
            boolean completed = demo.place(purchase);
            console.say("");
            console.say(
                    String.format(
                            Locale.ROOT,
                            "The shop is open, %.1f s after the start.",
                            (System.nanoTime() - start) / 1e9));
            addresses(shop, gateway).forEach(console::say);
            if (FastStart.begin(options, launcher())) {
                console.say("");
                console.say(
                        "To make the next start faster, its classes are prepared in the background"
                                + " at the lowest priority (SHOP_FAST_START=off: never).");
            }
            return completed;
        }
    }

    private static List<String> addresses(LocalShop shop, Gateway gateway) {
        String shopAddress = gateway.address();
        return List.of(
                "  the shop     " + shopAddress,
                "  its API      " + shopAddress + "/swagger-ui.html",
                "  the registry http://localhost:" + shop.port("registry") + " (shop, shop)",
                "  a token      curl -u alice:alice -d grant_type=client_credentials "
                        + shopAddress
                        + "/oauth2/token",
                "  and then     ./shop order | status | logs -f | psql orders | kill order-service"
                        + " | down | help");
    }

    private List<String> launcher() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dshop.root=" + options.root(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "prepare-fast-start");
    }
}
