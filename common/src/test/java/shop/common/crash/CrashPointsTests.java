package shop.common.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** That arming one kills is shown by the system tests: a process has to die for it. */
class CrashPointsTests {

    private final ApplicationContextRunner application =
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(CrashAutoConfiguration.class));

    @Test
    void tellsWhichPointsWerePassed() {
        application
                .withPropertyValues("spring.profiles.active=demo,test")
                .run(context -> {
                    CrashPoints.hit("a.place");
                    CrashPoints.hit("a.place", "with a subject");
                    assertThat(context.getBean(CrashPointsEndpoint.class).passed())
                            .containsExactly("a.place", "a.place with a subject");
                });
    }

    @Test
    void cannotBeArmedWithoutTheTestProfile() {
        application
                .withPropertyValues(
                        "spring.profiles.active=demo",
                        "management.endpoint.crashpoints.access=unrestricted",
                        "management.endpoints.web.exposure.include=*")
                .run(context -> assertThat(context).doesNotHaveBean(CrashPointsEndpoint.class));
    }

    @Test
    void forgetsWhoWatchedThem() {
        application.withPropertyValues("spring.profiles.active=test").run(_ -> {});
        application
                .withPropertyValues("spring.profiles.active=test")
                .run(context ->
                        assertThat(context.getBean(CrashPointsEndpoint.class).passed()).isEmpty());
    }
}
