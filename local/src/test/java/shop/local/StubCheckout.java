package shop.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import shop.local.topology.ProcessKind;

/** A checkout in which every service is a {@link StubService}. */
record StubCheckout(Path root) {

    static StubCheckout in(Path root) throws IOException {
        List<ProcessKind> services =
                Arrays.stream(ProcessKind.values()).filter(ProcessKind::isJava).toList();
        for (ProcessKind kind : services) {
            Path target = Files.createDirectories(root.resolve(kind.label()).resolve("target"));
            writeJar(target.resolve(kind.label() + "-1.0.0-SNAPSHOT.jar"));
        }
        return new StubCheckout(root);
    }

    private static void writeJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StubService.class.getName());
        String entry = StubService.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream code = StubService.class.getResourceAsStream("/" + entry)) {
            out.putNextEntry(new ZipEntry(entry));
            code.transferTo(out);
        }
    }
}
