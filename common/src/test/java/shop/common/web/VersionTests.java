package shop.common.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What a service tells the registry of its version. */
class VersionTests {

    private final ApplicationContextRunner service =
            new ApplicationContextRunner()
                    .withInitializer(new ConfigDataApplicationContextInitializer());

    @Test
    void namesTheJarsOwn() {
        registers("1.2.3", service.withPropertyValues("spring.application.version=1.2.3"));
    }

    @Test
    void prefersTheOneItIsTold() {
        registers(
                "2.0.0",
                service.withPropertyValues(
                        "spring.application.version=1.2.3", "SHOP_VERSION=2.0.0"));
    }

    @Test
    void isTheOldestWithoutAny() {
        registers("0", service);
    }

    private static void registers(String version, ApplicationContextRunner started) {
        started.run(context ->
                assertThat(
                                context.getEnvironment()
                                        .getProperty("eureka.instance.metadata-map.version"))
                        .isEqualTo(version));
    }
}
