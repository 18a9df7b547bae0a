package shop.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import shop.testing.Backends;
import shop.testing.Database;

class FilledPoolIT {

    private final Database database = Backends.newDatabase("pool");

    @Test
    void hasAllConnectionsBeforeRequestsCome() {
        start(
                HikariDataSource.class,
                pool -> {
                    HikariPoolMXBean connections = ((HikariDataSource) pool).getHikariPoolMXBean();

                    assertThat(connections.getTotalConnections()).isGreaterThanOrEqualTo(8);
                    assertThat(connections.getActiveConnections()).isZero();
                });
    }

    @Test
    void leavesADataSourceAloneThatIsNoPool() {
        start(
                SimpleDriverDataSource.class,
                source -> assertThat(source).isInstanceOf(SimpleDriverDataSource.class));
    }

    private void start(Class<? extends DataSource> type, Consumer<DataSource> look) {
        try (var service =
                new SpringApplicationBuilder(OnlyADatabase.class)
                        .web(WebApplicationType.NONE)
                        .run(
                                "--spring.datasource.type=" + type.getName(),
                                "--spring.datasource.url=" + KeptTimeLimitsIT.limited(database),
                                "--spring.datasource.username=" + database.user(),
                                "--spring.datasource.password=" + database.password(),
                                "--spring.datasource.hikari.minimum-idle=8")) {
            look.accept(service.getBean(DataSource.class));
        }
    }

    @Configuration
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        DatabaseAutoConfiguration.class
    })
    static class OnlyADatabase {}
}
