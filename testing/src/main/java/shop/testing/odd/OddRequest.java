package shop.testing.odd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HexFormat;

/**
 * A request as bytes.
 *
 * @param what what is odd about it
 * @param sent all of it; each character is one byte
 * @param expected what may be answered
 */
public record OddRequest(String what, String sent, Expected expected) {

    private static final int MOST_SHOWN = 2000;

    /** What goes over the wire. */
    byte[] bytes() {
        return sent.getBytes(ISO_8859_1);
    }

    /** What was sent, so that it can be read and sent again. */
    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder(what).append(", expecting ").append(expected);
        shown.append("\n>>> ").append(sent.length()).append(" bytes\n");
        sent.chars().limit(MOST_SHOWN).forEach(c -> show(shown, (char) c));
        return shown.toString();
    }

    private static void show(StringBuilder shown, char c) {
        if (c == '\n' || (c >= ' ' && c <= '~')) {
            shown.append(c);
        } else {
            shown.append("\\x" + HexFormat.of().toHexDigits((byte) c));
        }
    }
}
