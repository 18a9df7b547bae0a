package shop.inventory.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.inventory.Crowd;
import shop.inventory.InventoryTest;

@InventoryTest
class KnownSkusIT {

    private static final Sku TEA = new Sku("tea-sencha");

    @Autowired private AutowireCapableBeanFactory beans;
    @Autowired private DataSource dataSource;
    @Autowired private JdbcClient jdbc;

    @Test
    void startsBeforeTheDatabaseAnswersInTime() throws SQLException {
        KnownSkus known;
        try (Connection locking = dataSource.getConnection()) {
            locking.setAutoCommit(false);
            locking.createStatement().execute("LOCK TABLE stock_item IN ACCESS EXCLUSIVE MODE");
            known = beans.createBean(KnownSkus.class);
            assertThatThrownBy(() -> known.include(TEA))
                    .isInstanceOf(TransientDataAccessException.class);
            locking.rollback();
        }
        assertThat(known.include(TEA)).isTrue();
        assertThat(known.include(new Sku("tea-nowhere"))).isFalse();
    }

    @Test
    void looksOnceForTheCrowdThatComesFirst() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        KnownSkus known =
                new KnownSkus(sql -> {
                    looks.incrementAndGet();
                    return jdbc.sql(sql);
                });

        assertThat(Crowd.of(500, _ -> known.include(TEA))).containsOnly(true);
        assertThat(looks).hasValue(1);
    }
}
