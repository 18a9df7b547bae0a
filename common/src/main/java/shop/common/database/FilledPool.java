package shop.common.database;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * Opens the connections that the pool keeps idle before the service takes requests, because the
 * first requests would wait for a connection longer than their time limit. What cannot be opened in
 * a few seconds is left to the pool.
 */
record FilledPool(DataSource source) implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(FilledPool.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public void afterSingletonsInstantiated() {
        HikariDataSource pool =
                DataSourceUnwrapper.unwrap(
                        source, HikariConfigMXBean.class, HikariDataSource.class);
        if (pool != null) {
            fill(pool);
        }
    }

    private static void fill(HikariDataSource pool) {
        long start = System.nanoTime();
        List<Connection> borrowed = new ArrayList<>();
        try {
            do {
                borrow(pool, borrowed);
            } while (!isFull(pool) && System.nanoTime() - start < PATIENCE.toNanos());
        } finally {
            borrowed.forEach(JdbcUtils::closeConnection);
        }
    }

    private static void borrow(DataSource pool, List<Connection> borrowed) {
        try {
            borrowed.add(pool.getConnection());
        } catch (SQLException e) {
            LOG.warn("a connection is late: {}", e.toString());
        }
    }

    private static boolean isFull(HikariDataSource pool) {
        HikariPoolMXBean begun = pool.getHikariPoolMXBean(); // null before its first connection
        return begun != null && begun.getTotalConnections() >= pool.getMinimumIdle();
    }
}
