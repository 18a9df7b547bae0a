package shop.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SecretsTests {

    @TempDir Path tree;

    static final class Nothing {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p@ss#1/%:${x}",
                "${x}",
                "${x:y}",
                "a${b${c}}",
                "\\${x}",
                "#{1+1}",
                "{noop}x",
                "a:b",
                "$",
                "${",
                "${x}${",
                "\\\\${x}",
                "$${x}",
                "${shop.brace}",
                "}${x",
                "${${x}",
                " ö€ "
            })
    void areTakenLetterByLetter(String secret) throws IOException {
        Files.writeString(tree.resolve("SHOP_DB_PASSWORD"), secret);
        Files.writeString(tree.resolve("spring.data.redis.password"), secret);

        ConfigurableEnvironment files =
                start(new StandardEnvironment(), "--spring.config.import=configtree:" + tree + "/");

        assertThat(read(start(withVariables(secret)))).containsOnly(secret);
        assertThat(read(files)).containsOnly(secret);
        assertThat(files.getProperty("spring.data.redis.password")).isEqualTo(secret);
    }

    @Test
    void leaveOtherVariablesToSpring() {
        ConfigurableEnvironment environment = start(withVariables("secret"));

        assertThat(environment.getProperty("SHOP_REGISTRY_URL"))
                .isEqualTo("http://secret@registry");
    }

    /** As the services name it: one property that is another that is the secret. */
    private static List<String> read(ConfigurableEnvironment environment) {
        return List.of(
                environment.getRequiredProperty("spring.flyway.password"),
                Binder.get(environment).bind("spring.flyway.password", String.class).get(),
                Binder.get(environment).bind("spring.datasource.password", String.class).get());
    }

    private static ConfigurableEnvironment withVariables(String secret) {
        StandardEnvironment environment = new StandardEnvironment();
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        Map<String, Object> variables =
                Map.of(
                        "SHOP_DB_PASSWORD",
                        secret,
                        "SHOP_REGISTRY_URL",
                        "http://${SHOP_DB_PASSWORD}@registry");
        environment
                .getPropertySources()
                .replace(name, new SystemEnvironmentPropertySource(name, variables));
        return environment;
    }

    private static ConfigurableEnvironment start(
            ConfigurableEnvironment environment, String... arguments) {
        SpringApplication application = new SpringApplication(Nothing.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setEnvironment(environment);
        application.setDefaultProperties(
                Map.of(
                        "spring.datasource.password", "${SHOP_DB_PASSWORD}",
                        "spring.flyway.password", "${spring.datasource.password}"));
        try (ConfigurableApplicationContext context = application.run(arguments)) {
            return context.getEnvironment();
        }
    }
}
