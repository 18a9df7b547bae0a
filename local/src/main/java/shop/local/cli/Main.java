package shop.local.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import shop.local.topology.ShopFailure;
import shop.local.topology.ShopOptions;

/** The program behind {@code ./shop}. */
public final class Main {

    private Main() {}

    /** Does what the words say and ends the JVM: 0 when all is well, 1 when not. */
    public static void main(String[] words) {
        System.exit(run(List.of(words)));
    }

    private static int run(List<String> words) {
        try {
            Path root = Path.of(System.getProperty("shop.root", ""));
            ShopOptions options = ShopOptions.fromEnvironment(root, System.getenv());
            return new Commands(options).run(Command.parse(words)) ? 0 : 1;
        } catch (ShopFailure e) {
            System.err.println(e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            System.err.println(sentence(e));
        }
        return 1;
    }

    private static String sentence(Exception e) {
        String what = String.valueOf(e.getMessage());
        boolean full = what.toLowerCase(Locale.ROOT).contains("no space left");
        return (full ? "The disk is full: " : "Unexpected: ") + what;
    }
}
