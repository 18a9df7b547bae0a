package shop.inventory.books;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import shop.common.totals.RunningTotals;

@Configuration(proxyBeanMethods = false)
class BooksConfiguration {

    @Bean
    RunningTotals stockTotals(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        return new RunningTotals(jdbc, transactions, "stock_total");
    }
}
