package shop.common.database;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every statement, lock and idle transaction has a time limit; a service whose database gives none
 * does not start. Connections ask for them, but a pooler may be told to ignore what they ask for.
 */
record KeptTimeLimits(JdbcClient jdbc) implements SmartInitializingSingleton {

    /**
     * @throws IllegalStateException if there is no limit
     */
    @Override
    public void afterSingletonsInstantiated() {
        String missing =
                jdbc.sql(
                                """
                                SELECT coalesce(string_agg('no ' || name, ', '), '')
                                FROM unnest(ARRAY['statement_timeout', 'lock_timeout',
                                    'idle_in_transaction_session_timeout']) name
                                WHERE current_setting(name) = '0'
                                """)
                        .query(String.class)
                        .single();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "The database gives connections "
                            + missing
                            + ": a pooler dropped what they asked for. Give the limits to the"
                            + " service's role, ALTER ROLE … SET statement_timeout = '3s', as"
                            + " docs/operations.md tells.");
        }
    }
}
