package shop.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TimeZone;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.testing.Backends;
import shop.testing.Database;

class UniversalTimeIT {

    private final Database database = Backends.newDatabase("time");
    private final TimeZone usual = TimeZone.getDefault();

    @AfterEach
    void restore() {
        TimeZone.setDefault(usual);
    }

    // The second is no name that PostgreSQL has anywhere.
    @ParameterizedTest
    @ValueSource(strings = {"Asia/Calcutta", "AET", "America/New_York", "UTC"})
    void connectsInEveryTimeZone(String machine) {
        TimeZone.setDefault(TimeZone.getTimeZone(machine));
        try (var service =
                new SpringApplicationBuilder(OnlyADatabase.class)
                        .web(WebApplicationType.NONE)
                        .run(
                                "--spring.datasource.url=" + database.url(),
                                "--spring.datasource.username=" + database.user(),
                                "--spring.datasource.password=" + database.password())) {
            JdbcClient jdbc = JdbcClient.create(service.getBean(DataSource.class));

            assertThat(jdbc.sql("SHOW TimeZone").query(String.class).single()).isEqualTo("UTC");
        }
    }

    @Configuration
    @Import(DataSourceAutoConfiguration.class)
    static class OnlyADatabase {}
}
