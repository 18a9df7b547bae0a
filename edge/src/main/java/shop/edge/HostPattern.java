package shop.edge;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host and perhaps a port, as RFC 3986 writes them, but without commas: two Host headers that a
 * proxy has made one of have one between them.
 */
final class HostPattern {

    /** Its first group is the port; that may be empty. No name is longer than DNS allows. */
    static final String HOST_AND_PORT =
            "(?:(?:[\\w.~!$&'()*+;=-]|%[0-9A-Fa-f]{2}){1,255}"
                    + "|\\[[0-9A-Fa-f:.]{2,45}(?:%25[\\w.~-]{1,32})?])"
                    + "(?::(\\d{0,5}))?";

    private static final Pattern HOST = Pattern.compile(HOST_AND_PORT);
    private static final int LAST_PORT = 65_535;

    private HostPattern() {}

    static boolean matches(String value) {
        Matcher host = HOST.matcher(value);
        return host.matches() && isPort(host.group(1)) && isAddress(value);
    }

    private static boolean isPort(@Nullable String port) {
        return port == null || port.isEmpty() || Integer.parseInt(port) <= LAST_PORT;
    }

    /** The pattern takes more for an IPv6 address than is one. */
    private static boolean isAddress(String host) {
        try {
            return new URI("http://" + host).getRawAuthority() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
