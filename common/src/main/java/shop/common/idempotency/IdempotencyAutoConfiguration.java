package shop.common.idempotency;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.crash.CrashPoints;

/**
 * Idempotent requests for every service with a database. The service's own migrations create the
 * table, from {@code db/idempotency} of this starter.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
        })
@EnableScheduling
class IdempotencyAutoConfiguration {

    @Bean
    IdempotencyKeys idempotencyKeys(JdbcClient jdbc) {
        return new IdempotencyKeys(jdbc);
    }

    @Bean
    IdempotentRequests idempotentRequests(IdempotencyKeys keys, TransactionTemplate transaction) {
        return new IdempotentRequests(keys, transaction);
    }

    @Bean
    Forgetting forgetting(IdempotencyKeys keys) {
        return new Forgetting(keys);
    }

    /** Every instance may do it; rows that another one is deleting are skipped. */
    record Forgetting(IdempotencyKeys keys) {

        @Scheduled(
                fixedDelayString = "${shop.idempotency.forget-every:PT1M}",
                initialDelayString = "${shop.idempotency.forget-every:PT1M}")
        void forgetOld() {
            CrashPoints.hit("forget.before");
            keys.forgetOld();
            CrashPoints.hit("forget.after");
        }
    }
}
