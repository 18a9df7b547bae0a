package shop.common.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import shop.testing.Backends;
import shop.testing.Database;

class KeptTimeLimitsIT {

    private static final String OPTIONS =
            "?options=-c%20statement_timeout=900%20-c%20lock_timeout=900"
                    + "%20-c%20idle_in_transaction_session_timeout=5000";

    private final Database database = Backends.newDatabase("limits");

    /** Where connections have limits. */
    static String limited(Database database) {
        return database.url() + OPTIONS;
    }

    @Test
    void startsWhereConnectionsGetWhatTheyAskFor() {
        assertThatCode(look(OPTIONS)::afterSingletonsInstantiated).doesNotThrowAnyException();
    }

    // As a pooler connects that ignores the options of its clients.
    @Test
    void startsNotWhereTheyGetNoLimits() {
        assertThatIllegalStateException()
                .isThrownBy(look("")::afterSingletonsInstantiated)
                .withMessageContaining("no statement_timeout, no lock_timeout, no idle_in_tra")
                .withMessageContaining("ALTER ROLE");
    }

    @Test
    void namesTheLimitThatIsMissing() {
        assertThatIllegalStateException()
                .isThrownBy(look("?options=-c%20lock_timeout=900")::afterSingletonsInstantiated)
                .withMessageContaining("no statement_timeout, no idle_in_transaction")
                .withMessageNotContaining("no lock_timeout");
    }

    @Test
    void startsWhereTheRoleHasThem() {
        JdbcClient jdbc = jdbc("");
        for (String limit :
                new String[] {
                    "statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"
                }) {
            jdbc.sql("ALTER ROLE " + database.user() + " SET " + limit + " = '3s'").update();
        }

        assertThatCode(look("")::afterSingletonsInstantiated).doesNotThrowAnyException();
    }

    private KeptTimeLimits look(String options) {
        return new KeptTimeLimits(jdbc(options));
    }

    private JdbcClient jdbc(String options) {
        return JdbcClient.create(
                new DriverManagerDataSource(
                        database.url() + options, database.user(), database.password()));
    }
}
