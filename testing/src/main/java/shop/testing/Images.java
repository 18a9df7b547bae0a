package shop.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import org.testcontainers.utility.DockerImageName;

/** The images of the containers that tests start, named in {@code .env} for compose and tests. */
public final class Images {

    static final DockerImageName POSTGRES = named("POSTGRES_IMAGE");
    static final DockerImageName REDIS = named("REDIS_IMAGE");

    private Images() {}

    /** The image that this variable names. */
    public static DockerImageName named(String variable) {
        Properties names = new Properties();
        try (InputStream file = Images.class.getResourceAsStream("/.env")) {
            names.load(Objects.requireNonNull(file, ".env is not on the class path"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return DockerImageName.parse(
                Objects.requireNonNull(
                        names.getProperty(variable), () -> ".env does not name " + variable));
    }
}
