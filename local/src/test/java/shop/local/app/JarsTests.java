package shop.local.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.local.topology.ProcessKind;
import shop.local.topology.ShopFailure;

class JarsTests {

    @TempDir private Path root;

    @Test
    void findsTheRunnableJarAmongOthers() throws IOException {
        Path target = Files.createDirectories(root.resolve("order-service").resolve("target"));
        Files.createFile(target.resolve("order-service-1.0.0-SNAPSHOT.jar.original"));
        Files.createFile(target.resolve("order-service-1.0.0-SNAPSHOT-sources.jar"));
        Path jar = Files.createFile(target.resolve("order-service-1.0.0-SNAPSHOT.jar"));

        assertThat(Jars.of(root, ProcessKind.ORDER_SERVICE)).isEqualTo(jar);
    }

    @Test
    void saysWhatToDoWhenThereIsNone() {
        assertThatExceptionOfType(ShopFailure.class)
                .isThrownBy(() -> Jars.of(root, ProcessKind.GATEWAY))
                .withMessageContaining("gateway is not built");
    }

    @Test
    void tellsTwoBuildsApartByWhatIsInThem() throws IOException {
        Path one = jar("one.jar", "class A");
        Path other = jar("other.jar", "class B");

        assertThat(Jars.stamp(one)).isNotEqualTo(Jars.stamp(other));
    }

    @Test
    void takesTwoBuildsOfTheSameSourcesForOne() throws IOException {
        Path one = jar("one.jar", "class A");
        Path again = jar("again.jar", "class A");
        Files.setLastModifiedTime(again, FileTime.fromMillis(0));

        assertThat(Jars.stamp(one)).isEqualTo(Jars.stamp(again)).matches("[0-9a-f]{8}");
    }

    private Path jar(String name, String content) throws IOException {
        Path jar = root.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("A.class"));
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }
}
