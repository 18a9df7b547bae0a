package shop.common.database;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at the database of every service that has one, once, before it takes requests. */
@AutoConfiguration(
        afterName = "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration")
class DatabaseAutoConfiguration {

    @Bean
    KeptTimeLimits keptTimeLimits(JdbcClient jdbc) {
        return new KeptTimeLimits(jdbc);
    }
}
