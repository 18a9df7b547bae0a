package shop.registry.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.ParseException;

/**
 * The RSA key that signs tokens, kept in a file so that tokens outlive a restart.
 *
 * <p>The file appears complete or not at all, and only its owner can read it (on file systems that
 * know owners). Registries that share the file have one key, whoever makes it.
 */
final class SigningKeyFile {

    private static final int KEY_BITS = 2048;

    private final Path file;

    SigningKeyFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * Reads the key, or makes it the first time.
     *
     * @throws IllegalStateException if the file holds something else
     * @throws UncheckedIOException if it cannot be read or written
     */
    RSAKey key() {
        try {
            if (Files.notExists(file)) {
                write(generate());
            }
            return read();
        } catch (IOException e) {
            throw new UncheckedIOException("No signing key at " + file, e);
        }
    }

    private RSAKey read() throws IOException {
        try {
            RSAKey key = RSAKey.parse(Files.readString(file));
            if (key.isPrivate()) {
                return key;
            }
        } catch (ParseException | IllegalArgumentException e) {
            throw new IllegalStateException(file + " holds no signing key", e);
        }
        throw new IllegalStateException(file + " holds no private key");
    }

    private void write(RSAKey key) throws IOException {
        Path directory = Files.createDirectories(file.resolveSibling("").normalize());
        // Temporary files are made readable for their owner only; the link shares that.
        Path draft = Files.createTempFile(directory, "signing-key", ".tmp");
        try {
            ByteBuffer json = StandardCharsets.UTF_8.encode(key.toJSONString());
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                while (json.hasRemaining()) {
                    channel.write(json);
                }
                channel.force(true);
            }
            // A link, unlike a move, never replaces the key of another registry.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another registry was faster; its key is as good.
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(KEY_BITS)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java has no RSA", e);
        }
    }
}
