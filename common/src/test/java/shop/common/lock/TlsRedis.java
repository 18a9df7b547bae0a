package shop.common.lock;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import redis.embedded.RedisServer;

/**
 * A Redis that speaks TLS alone, asks who connects for a certificate, a name and a password, and
 * knows nobody else.
 *
 * @param certificate its certificate, by which all sides know each other
 * @param key of the certificate
 */
record TlsRedis(int port, Path certificate, Path key, RedisServer server) {

    static final String USER = "locker";
    static final String PASSWORD = "p@ss:/#%41 {ü}?&";

    private static final String STORE = "certificate";

    /** Starts one, with a certificate that is made for it. */
    static TlsRedis start() {
        try {
            return in(Files.createTempDirectory("tls-redis"));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TlsRedis in(Path directory) throws IOException, GeneralSecurityException {
        int port = freePort();
        KeyStore made = made(directory.resolve("store.p12"));
        Path certificate = directory.resolve("certificate.pem");
        Path key = directory.resolve("key.pem");
        write(certificate, "CERTIFICATE", made.getCertificate(STORE).getEncoded());
        write(key, "PRIVATE KEY", made.getKey(STORE, STORE.toCharArray()).getEncoded());
        RedisServer server =
                RedisServer.newRedisServer()
                        .port(0)
                        .bind("127.0.0.1")
                        .setting("tls-port " + port)
                        .setting("tls-cert-file " + certificate)
                        .setting("tls-key-file " + key)
                        .setting("tls-ca-cert-file " + certificate)
                        .setting("user default off")
                        .setting("user %s on \">%s\" ~* &* +@all".formatted(USER, PASSWORD))
                        .setting("save \"\"")
                        .build();
        server.start();
        return new TlsRedis(port, certificate, key, server);
    }

    // The JDK makes certificates by its tool alone.
    private static KeyStore made(Path store) throws IOException, GeneralSecurityException {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        STORE,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE);
        Process tool = new ProcessBuilder(command).inheritIO().start();
        if (tool.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("no certificate was made");
        }
        return KeyStore.getInstance(store.toFile(), STORE.toCharArray());
    }

    private static void write(Path file, String what, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, lines, what));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
