package shop.common.idempotency;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionTemplate;
import shop.common.crash.CrashPoints;

/**
 * Idempotent requests for every service with a database. The first migration creates the table,
 * from {@code db/idempotency} of this starter; what changes it later is among each service's own.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
        })
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

    /**
     * Forgets up to 10,000 keys a second, which is more than an instance can make. Every instance
     * may do it; rows that another one is deleting are skipped.
     */
    record Forgetting(IdempotencyKeys keys) {

        private static final int ROUNDS = 10;

        @Scheduled(
                fixedDelayString = "${shop.idempotency.forget-every:PT1S}",
                initialDelayString = "${shop.idempotency.forget-every:PT10S}")
        void forgetOld() {
            CrashPoints.hit("forget.before");
            keys.forgetOld(ROUNDS);
            CrashPoints.hit("forget.after");
        }
    }
}
