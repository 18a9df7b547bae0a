package shop.local.cli.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import shop.local.Progress;

/**
 * Shows progress: a line for everything that has ended, and on a terminal, below them, who is being
 * waited for and for how long.
 */
public final class Console implements Progress, AutoCloseable {

    private static final String ERASE = "\r\u001b[K";
    private static final int MOST = 64;

    private final PrintStream out;
    private final boolean terminal;
    private final Map<String, Long> pending = new LinkedHashMap<>();
    private final Thread ticker;

    Console(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        this.ticker = Thread.ofVirtual().unstarted(this::tick);
        if (terminal) {
            ticker.start();
        }
    }

    /** The console of this program; lively if the script says that it is a terminal. */
    public static Console ofTerminal() {
        return new Console(System.out, Boolean.getBoolean("shop.terminal"));
    }

    @Override
    public synchronized void begins(String subject) {
        pending.put(subject, System.nanoTime());
        draw();
    }

    @Override
    public synchronized void waits(String subject, String why) {
        say("  %-20s waits: %s".formatted(subject, why));
        draw();
    }

    @Override
    public synchronized void ends(String subject, String outcome, Duration took) {
        pending.remove(subject);
        double seconds = took.toMillis() / 1000.0;
        say(String.format(Locale.ROOT, "  %-20s %-24s %5.1f s", subject, outcome, seconds));
        draw();
    }

    /** Shows a line that stays. */
    public synchronized void say(String line) {
        out.println(terminal ? ERASE + line : line);
        out.flush();
    }

    @Override
    public synchronized void close() {
        ticker.interrupt();
        pending.clear();
        if (terminal) {
            out.print(ERASE);
            out.flush();
        }
    }

    private synchronized void draw() {
        if (terminal && !pending.isEmpty()) {
            long oldest = pending.values().stream().mapToLong(Long::longValue).min().orElseThrow();
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - oldest);
            String names = String.join(", ", pending.keySet());
            // A line that wraps could not be erased.
            String shown = names.length() > MOST ? names.substring(0, MOST) + "…" : names;
            out.print(ERASE + "  … " + shown + " " + seconds + " s");
            out.flush();
        }
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(Duration.ofMillis(500));
                draw();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }
}
