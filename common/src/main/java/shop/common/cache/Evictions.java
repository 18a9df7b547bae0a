package shop.common.cache;

import com.github.benmanes.caffeine.cache.Cache;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cache.CacheManager;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.connection.Message;
import org.springframework.data.redis.connection.MessageListener;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.SubscriptionListener;

/**
 * Hears what is evicted by any process, and makes the near caches forget it. A cache's name is the
 * channel on which its keys are published.
 *
 * <p>The subscription is made in the background, again and again until there is a Redis; from then
 * on Lettuce renews it whenever the connection was lost. What was evicted before a subscription
 * began has not been heard, so everything is forgotten then. Spring Data's listener container is
 * not used because it does not start without Redis.
 */
final class Evictions implements SmartLifecycle, MessageListener, SubscriptionListener {

    private static final Logger LOG = LoggerFactory.getLogger(Evictions.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    private final RedisConnectionFactory redis;
    private final CacheManager caches;
    private @Nullable RedisConnection subscribed;
    private volatile boolean running;

    Evictions(RedisConnectionFactory redis, CacheManager caches) {
        this.redis = redis;
        this.caches = caches;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("evictions").start(this::subscribeAtLast);
    }

    private void subscribeAtLast() {
        while (running && !subscribe()) {
            LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
        }
    }

    private synchronized boolean subscribe() {
        if (!running || subscribed != null) {
            return true;
        }
        RedisConnection connection = null;
        try {
            connection = redis.getConnection();
            connection.subscribe(
                    this,
                    caches.getCacheNames().stream().map(Evictions::bytes).toArray(byte[][]::new));
            subscribed = connection;
            return true;
        } catch (RuntimeException e) {
            LOG.debug("evictions cannot be heard of yet", e);
            Optional.ofNullable(connection).ifPresent(RedisConnection::close);
            return false;
        }
    }

    @Override
    public void onChannelSubscribed(byte[] channel, long count) {
        nearOf(channel).ifPresent(Cache::invalidateAll);
    }

    @Override
    public void onMessage(Message message, byte @Nullable [] pattern) {
        nearOf(message.getChannel()).ifPresent(near -> near.invalidate(text(message.getBody())));
    }

    private Optional<Cache<String, ?>> nearOf(byte[] channel) {
        return Optional.ofNullable((LayeredCache) caches.getCache(text(channel)))
                .map(LayeredCache::getNativeCache);
    }

    @Override
    public synchronized void stop() {
        running = false;
        Optional.ofNullable(subscribed).ifPresent(RedisConnection::close);
        subscribed = null;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
