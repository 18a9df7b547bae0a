package shop.local.wire;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import shop.local.process.Launch;
import shop.local.process.Program;
import shop.local.topology.ShopFailure;
import shop.wire.WireServer;

/** The process with a wire in front of each service. */
public final class WireProgram implements Program {

    private static final int ANSWER_MILLIS = 1500;

    private final int port;
    private final List<String> wires;

    /**
     * @param port where it takes orders
     * @param wires each as {@code name:port:server-port}
     */
    public WireProgram(int port, List<String> wires) {
        this.port = port;
        this.wires = List.copyOf(wires);
    }

    @Override
    public boolean isPrepared() {
        return true;
    }

    @Override
    public void prepare() {}

    @Override
    public Launch launch() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx48m"));
        command.addAll(List.of("-cp", home(), WireServer.class.getName(), Integer.toString(port)));
        command.addAll(wires);
        return new Launch(command, Map.of());
    }

    @Override
    public boolean ready() {
        try {
            return ask("GET", "/");
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Lets one answer of so many be lost on the way from a service.
     *
     * @param oneIn 1 loses all
     */
    public void loseReplies(String service, int oneIn) {
        order("/" + service + "/lose-replies/" + oneIn);
    }

    /** Lets everything through again. */
    public void mend(String service) {
        order("/" + service + "/mend");
    }

    private void order(String path) {
        try {
            if (!ask("POST", path)) {
                throw new ShopFailure("There is no such wire: " + path);
            }
        } catch (IOException e) {
            throw new ShopFailure("The wires do not answer; ./shop start wires mends that.", e);
        }
    }

    private boolean ask(String method, String path) throws IOException {
        URI address = URI.create("http://127.0.0.1:" + port + path);
        var connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(ANSWER_MILLIS);
        connection.setReadTimeout(ANSWER_MILLIS);
        connection.setRequestMethod(method);
        boolean done = connection.getResponseCode() == HttpURLConnection.HTTP_NO_CONTENT;
        connection.disconnect();
        return done;
    }

    private static String home() {
        try {
            var source = WireServer.class.getProtectionDomain().getCodeSource();
            return Path.of(source.getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
