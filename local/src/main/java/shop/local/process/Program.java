package shop.local.process;

import java.time.Duration;
import java.util.List;

/** A program the shop consists of, as the launcher sees it. */
public interface Program {

    /** Whether all is done that must be done once before the first start. */
    boolean isPrepared();

    /** Does what must be done once, such as unpacking. May take seconds. */
    void prepare();

    /** How to start it, after it was prepared. */
    Launch launch();

    /** Whether it answers and can work; waits a second or two at most. */
    boolean ready();

    /**
     * Whether one that ended while it was starting is worth starting again.
     *
     * @param lastWords the end of its log
     */
    default boolean deservesAnotherTry(List<String> lastWords) {
        return false;
    }

    /** The signal that makes it stop in good order. */
    default Signal farewell() {
        return Signal.TERM;
    }

    /** How long it may take over stopping in good order. */
    default Duration patience() {
        return Duration.ofSeconds(60);
    }
}
