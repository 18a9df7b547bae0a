package shop.common.remote;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/**
 * Why a call has no answer, in the few words that every caller may read; its cause is in the log.
 *
 * <p>The texts are stored and shown, and so must not change.
 */
public enum Trouble {
    /** No answer came in time. */
    TIMED_OUT("timed out"),
    /** The connection broke before the answer was there. */
    CONNECTION_LOST("connection lost"),
    /** No connection, no instance, or none that is asked while its breaker is open. */
    NOT_REACHABLE("not reachable"),
    /** Too much is under way, here or there, or the time left was too short for an answer. */
    BUSY("busy"),
    /** Anything else: the peer broke, or was called wrongly. */
    FAILED("failed");

    private final String text;

    Trouble(String text) {
        this.text = text;
    }

    /** The words. */
    @JsonValue
    public String text() {
        return text;
    }

    /** The trouble with these words, if there is one. */
    public static Optional<Trouble> of(String text) {
        return Arrays.stream(values()).filter(trouble -> trouble.text.equals(text)).findFirst();
    }

    @JsonCreator
    static Trouble read(String text) {
        return of(text).orElse(FAILED);
    }
}
