package shop.local;

import java.time.Duration;

/** Hears what goes on during a start or a stop, possibly from several threads at once. */
public interface Progress {

    /** The wait for the subject begins. */
    void begins(String subject);

    /** The wait for the subject goes on, and this is known of why. */
    void waits(String subject, String why);

    /** The waiting is over, well or badly. */
    void ends(String subject, String outcome, Duration took);

    /** Shows nothing. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void begins(String subject) {}

            @Override
            public void waits(String subject, String why) {}

            @Override
            public void ends(String subject, String outcome, Duration took) {}
        };
    }
}
