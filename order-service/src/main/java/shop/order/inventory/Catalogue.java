package shop.order.inventory;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.common.money.Money;
import shop.common.remote.RemoteOutcome;

/**
 * What the shop asks for its products.
 *
 * <p>A quote is at most half a minute old while the inventory can be asked, and at most an hour
 * while it cannot: so orders are taken, and wait, while it is away. Quantities are never known
 * here.
 */
@Component
public class Catalogue {

    private static final int MOST = 10_000;
    private static final String SKU = "[a-z0-9-]{1,64}";

    private final InventoryApi api;
    private final LoadingCache<String, Quote> quotes;

    Catalogue(InventoryApi api) {
        this.api = api;
        this.quotes =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .refreshAfterWrite(Duration.ofSeconds(30))
                        .expireAfterWrite(Duration.ofHours(1))
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build(new Loader());
    }

    /**
     * A product's name and price, as they will be charged.
     *
     * @param price of one piece
     */
    public record Quote(String sku, String name, Money price) {}

    /** Quotes for those of these products that exist. */
    public RemoteOutcome<Map<String, Quote>> quote(Collection<String> skus) {
        return RemoteOutcome.of(() -> quotes.getAll(skus));
    }

    private final class Loader implements CacheLoader<String, Quote> {

        @Override
        @SuppressWarnings("NullAway") // null is how a loader says that there is none
        public @Nullable Quote load(String sku) {
            return loadAll(Set.of(sku)).get(sku);
        }

        @Override
        public Map<String, Quote> loadAll(Set<? extends String> skus) {
            List<String> possible =
                    skus.stream().filter(s -> s.matches(SKU)).map(String::valueOf).toList();
            if (possible.isEmpty()) {
                return Map.of();
            }
            return api.products(possible).products().stream()
                    .map(product -> new Quote(product.sku(), product.name(), product.price()))
                    .collect(Collectors.toMap(Quote::sku, Function.identity()));
        }
    }
}
