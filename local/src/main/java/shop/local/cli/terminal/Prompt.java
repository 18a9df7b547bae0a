package shop.local.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks for lines until there are no more, where the machine has no {@code psql} of its own. */
public final class Prompt {

    /** Answers one line. */
    public interface Listener {

        /** The answer to show; an exception's message is shown as well, and the asking goes on. */
        String answer(String line) throws Exception;
    }

    private final String sign;
    private final PrintStream out;

    /**
     * @param sign stands in front of every question
     */
    public Prompt(String sign, PrintStream out) {
        this.sign = sign;
        this.out = out;
    }

    /** Answers lines until {@code exit}, {@code quit}, {@code \q} or the end. */
    public void run(Listener listener) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = ask(in); line != null && !ends(line); line = ask(in)) {
            if (!line.isBlank()) {
                out.println(answer(line, listener));
            }
        }
    }

    private String answer(String line, Listener listener) {
        try {
            return listener.answer(line);
        } catch (Exception e) {
            return String.valueOf(e.getMessage());
        }
    }

    private @Nullable String ask(BufferedReader in) throws IOException {
        out.print(sign + "> ");
        out.flush();
        return in.readLine();
    }

    private static boolean ends(String line) {
        return line.strip().equals("exit") || line.strip().equals("quit") || line.equals("\\q");
    }
}
