package shop.local.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;
import shop.local.topology.ShopFailure;

/** Two commands that start and stop processes at the same time would get in each other's way. */
final class OneAtATime {

    private OneAtATime() {}

    /**
     * Does the work under the shop's lock, which the operating system takes back when its owner
     * dies.
     *
     * @throws ShopFailure if another command holds it
     */
    static boolean run(Path home, BooleanSupplier work) throws IOException {
        Files.createDirectories(home);
        try (FileChannel channel =
                FileChannel.open(
                        home.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                throw new ShopFailure(
                        "Another ./shop command is starting or stopping processes; wait for it.");
            }
            return work.getAsBoolean();
        }
    }
}
