package shop.local;

import java.util.List;
import java.util.OptionalLong;

/**
 * How one process is doing.
 *
 * @param pid empty when it does not run
 * @param ports the one it serves on first, then the one of its management
 * @param memory its own memory in bytes; 0 when unknown
 */
public record ProcessStatus(
        String name, OptionalLong pid, List<Integer> ports, Health health, long memory) {

    /** What is known about it. */
    public enum Health {
        /** It answers that it can work. */
        UP,
        /** It runs, but does not answer, or answers that it cannot work. */
        DOWN,
        /** There is no such process. */
        STOPPED
    }
}
