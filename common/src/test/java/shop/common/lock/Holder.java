package shop.common.lock;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import shop.testing.Redis;

/** A process of its own that takes locks, and is killed while it holds them. */
final class Holder {

    private static final String HELD = "held";

    private Holder() {}

    /** Takes the locks of these keys in another process, and kills it when it has them. */
    static void dies(Redis redis, Collection<String> keys)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Holder.class.getName(), redis.host(), "" + redis.port()));
        command.addAll(keys);
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            while (!HELD.equals(out.readLine())) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("the holder ended by itself");
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** The other process: host and port of Redis, then the keys. */
    public static void main(String[] arguments) {
        DataRedisConnectionDetails redis =
                new DataRedisConnectionDetails() {
                    @Override
                    public Standalone getStandalone() {
                        return Standalone.of(arguments[0], Integer.parseInt(arguments[1]));
                    }
                };
        RedisLocks locks =
                new RedisLocks(
                        new LockAutoConfiguration().redisson(redis, ""),
                        CircuitBreaker.ofDefaults("holder"),
                        new SimpleMeterRegistry());
        List<String> keys = List.of(arguments).subList(2, arguments.length);
        locks.holding("warm-up", keys, () -> true);
        locks.holding(
                "stock",
                keys,
                () -> {
                    System.out.println(HELD);
                    while (true) {
                        LockSupport.park();
                    }
                });
    }
}
