package shop.inventory.products;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts what all instances ask the database of products and stock. */
@TestConfiguration(proxyBeanMethods = false)
class CountedStatements {

    static final AtomicInteger COUNT = new AtomicInteger();

    @Bean
    static BeanPostProcessor countingClient() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof JdbcClient client ? counted(client) : bean;
            }
        };
    }

    private static JdbcClient counted(JdbcClient client) {
        return sql -> {
            if (sql.contains("FROM product") || sql.contains("FROM stock_item")) {
                COUNT.incrementAndGet();
            }
            return client.sql(sql);
        };
    }
}
