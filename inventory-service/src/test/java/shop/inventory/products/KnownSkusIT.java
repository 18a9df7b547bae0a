package shop.inventory.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.dao.TransientDataAccessException;
import shop.inventory.InventoryTest;

@InventoryTest
class KnownSkusIT {

    private static final Sku TEA = new Sku("tea-sencha");

    @Autowired private AutowireCapableBeanFactory beans;
    @Autowired private DataSource dataSource;

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
}
