package shop.common.database;

import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * What a service with a database gets: time limits that are checked at its start, locked rows that
 * are told from slow statements, and a pool that is filled before requests come.
 */
@AutoConfiguration(
        afterName = "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration")
class DatabaseAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(SQLExceptionTranslator.class)
    LockedRows lockedRows() {
        return new LockedRows();
    }

    @Bean
    KeptTimeLimits keptTimeLimits(JdbcClient jdbc) {
        return new KeptTimeLimits(jdbc);
    }

    @Bean
    FilledPool filledPool(DataSource source) {
        return new FilledPool(source);
    }
}
