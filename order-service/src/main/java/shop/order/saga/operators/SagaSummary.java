package shop.order.saga.operators;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A saga as operators see it, whether or not this version can read its steps.
 *
 * @param state RUNNING, COMPLETED, UNDONE, ABANDONED or NEEDS_ATTENTION
 * @param epoch how many owners it has had
 * @param reason why it turns or turned back
 * @param detail more about that
 * @param trouble what broke its last driver, which could not go on with it and set it aside
 * @param nextAt when others may take it over at the latest, unless its owner renews it
 */
record SagaSummary(
        UUID id,
        String saga,
        String state,
        String owner,
        int epoch,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable String trouble,
        Instant begunAt,
        Instant nextAt,
        JsonNode steps) {}
