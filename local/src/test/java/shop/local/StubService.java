package shop.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Stands in for every service: unpacks itself as a Spring Boot jar does, and is ready at once,
 * never ({@code STUB_HANGS}), or gives up ({@code STUB_DIES}). It says what its Chaos Monkey is
 * told.
 */
public final class StubService {

    private StubService() {}

    public static void main(String[] words) throws IOException {
        Path jar = Path.of(System.getProperty("java.class.path"));
        if ("tools".equals(System.getProperty("jarmode"))) {
            Path directory = Files.createDirectories(Path.of(words[2]));
            Files.copy(
                    jar, directory.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        if (is("STUB_DIES", jar)) {
            System.out.println("the stub gives up");
            System.exit(1);
        }
        serve(System.getenv("SERVER_PORT"), 404);
        serve(System.getenv("MANAGEMENT_SERVER_PORT"), is("STUB_HANGS", jar) ? 503 : 200);
        if (is("STUB_HANGS", jar)) {
            while (true) {
                System.out.println("WARN stub : Not ready: the stub hangs");
                System.out.println("and more\n".repeat(30) + "waiting");
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean is(String variable, Path jar) {
        String name = System.getenv().getOrDefault(variable, "nobody");
        return jar.getFileName().toString().startsWith(name);
    }

    private static void serve(String port, int status) throws IOException {
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), Integer.parseInt(port)),
                        0);
        server.createContext(
                "/actuator/health/readiness",
                exchange -> {
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        server.createContext(
                "/actuator/chaosmonkey/assaults",
                exchange -> {
                    byte[] told = exchange.getRequestBody().readAllBytes();
                    System.out.println("told " + new String(told, StandardCharsets.UTF_8));
                    String token = exchange.getRequestHeaders().getFirst("Authorization");
                    exchange.sendResponseHeaders("Bearer ops".equals(token) ? 200 : 401, -1);
                    exchange.close();
                });
        server.createContext(
                "/oauth2/token",
                exchange -> {
                    byte[] token = "{\"access_token\":\"ops\"}".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, token.length);
                    exchange.getResponseBody().write(token);
                    exchange.close();
                });
        server.start();
    }
}
