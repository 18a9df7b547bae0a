package shop.registry.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyFileTests {

    @TempDir Path directory;

    @Test
    void keepsItsKey() {
        Path file = directory.resolve("state/signing-key.json");

        RSAKey made = new SigningKeyFile(file).key();
        RSAKey found = new SigningKeyFile(file).key();

        assertThat(found).isEqualTo(made);
        assertThat(found.getKeyID()).isNotBlank().isEqualTo(made.getKeyID());
    }

    @Test
    void letsOnlyTheOwnerReadTheFile() throws IOException {
        Path file = directory.resolve("signing-key.json");

        new SigningKeyFile(file).key();

        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(
                        PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void leavesNoDraftBehind() throws IOException {
        Path file = directory.resolve("signing-key.json");

        new SigningKeyFile(file).key();

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void refusesAFileThatHoldsNoKeyAndLeavesItAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("signing-key.json"), "{\"half\":");

        assertThatIllegalStateException().isThrownBy(() -> new SigningKeyFile(file).key());
        assertThat(file).hasContent("{\"half\":");
    }

    @Test
    void refusesAPublicKey() throws IOException {
        Path file = directory.resolve("signing-key.json");
        RSAKey key = new SigningKeyFile(directory.resolve("other.json")).key();
        Files.writeString(file, key.toPublicJWK().toJSONString());

        assertThatIllegalStateException()
                .isThrownBy(() -> new SigningKeyFile(file).key())
                .withMessageContaining("no private key");
    }
}
