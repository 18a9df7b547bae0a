package shop.common.cache;

import java.time.Duration;

/**
 * A cache this application wants; declare one as a bean.
 *
 * @param name as in {@code @Cacheable}; part of the keys in Redis
 * @param type of the values, which are kept as JSON; change the name when its form changes
 * @param timeToLive of an entry, give or take 15 %, so that entries do not expire all at once
 */
public record CacheSpec(String name, Class<?> type, Duration timeToLive) {}
