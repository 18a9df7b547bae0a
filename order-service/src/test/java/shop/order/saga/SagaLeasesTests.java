package shop.order.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.transaction.CannotCreateTransactionException;

class SagaLeasesTests {

    @Test
    void waitsForWhatPasses() {
        assertThat(SagaLeases.isOutage(new DataAccessResourceFailureException("away"))).isTrue();
        assertThat(SagaLeases.isOutage(new CannotCreateTransactionException("away"))).isTrue();
        assertThat(SagaLeases.isOutage(new CannotAcquireLockException("busy"))).isTrue();
    }

    @Test
    void setsAsideWhatComesBackEveryTime() {
        assertThat(SagaLeases.isOutage(new DuplicateKeyException("twice"))).isFalse();
        assertThat(
                        SagaLeases.isOutage(
                                new BadSqlGrammarException("close", "SELEC", new SQLException())))
                .isFalse();
        assertThat(SagaLeases.isOutage(new NoClassDefFoundError())).isFalse();
    }
}
