package shop.local.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.local.topology.ShopFailure;
import shop.wire.Wire;
import shop.wire.WireServer;

class WireProgramTests {

    private HttpServer service;
    private Wire wire;
    private WireServer server;
    private WireProgram program;
    private int heard;

    @BeforeEach
    void begin() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext(
                "/",
                exchange -> {
                    heard++;
                    exchange.sendResponseHeaders(204, -1);
                });
        service.start();
        wire = new Wire("127.0.0.1", service.getAddress().getPort());
        server = new WireServer(0, Map.of("payment-service", wire));
        program = new WireProgram(server.port(), List.of());
    }

    @AfterEach
    void end() {
        server.close();
        service.stop(0);
    }

    @Test
    void losesRepliesUntilItIsMended() throws IOException {
        assertThat(program.ready()).isTrue();
        assertThat(ask()).isEqualTo(204);

        program.loseReplies("payment-service", 1);
        assertThatExceptionOfType(IOException.class).isThrownBy(this::ask);
        assertThat(heard).isGreaterThan(1);

        program.mend("payment-service");
        assertThat(ask()).isEqualTo(204);
    }

    @Test
    void knowsItsOwnWiresOnly() {
        assertThatExceptionOfType(ShopFailure.class)
                .isThrownBy(() -> program.loseReplies("order-service", 1));
    }

    @Test
    void saysHowToGetItBack() {
        server.close();

        assertThat(program.ready()).isFalse();
        assertThatExceptionOfType(ShopFailure.class)
                .isThrownBy(() -> program.mend("payment-service"))
                .withMessageContaining("./shop start wires");
    }

    private int ask() throws IOException {
        URI address = URI.create("http://localhost:" + wire.port() + "/");
        var connection = (HttpURLConnection) address.toURL().openConnection();
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }
}
