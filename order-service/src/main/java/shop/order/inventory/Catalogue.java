package shop.order.inventory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import shop.common.money.Money;
import shop.common.remote.RemoteOutcome;

/**
 * What the shop asks for its products.
 *
 * <p>A quote is at most half a minute old whenever the inventory answers, also the first after a
 * quiet time. Only while it does not answer may a quote be older, an hour at most: so orders are
 * taken, and wait, while it is away. Quantities are never known here. Held by {@code
 * CatalogueTests}.
 */
@Component
public class Catalogue {

    private static final int MOST = 10_000;
    private static final String SKU = "[a-z0-9-]{1,64}";

    // An entry's age is counted from the answer; the question, with its repeat, took less than
    // the five seconds that are missing to half a minute.
    private static final Duration FRESH = Duration.ofSeconds(25);
    private static final Duration OF_USE = Duration.ofHours(1);

    private final InventoryApi api;
    private final Cache<String, Quote> fresh;
    private final Cache<String, Quote> lastKnown;

    @Autowired
    Catalogue(InventoryApi api) {
        this(api, Ticker.systemTicker());
    }

    Catalogue(InventoryApi api, Ticker ticker) {
        this.api = api;
        this.fresh = cache(FRESH, ticker);
        this.lastKnown = cache(OF_USE, ticker);
    }

    private static Cache<String, Quote> cache(Duration time, Ticker ticker) {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(time)
                .ticker(ticker)
                .build();
    }

    /**
     * A product's name and price, as they will be charged.
     *
     * @param price of one piece
     */
    public record Quote(String sku, String name, Money price) {}

    /** Quotes for those of these products that exist. */
    public RemoteOutcome<Map<String, Quote>> quote(Collection<String> skus) {
        RemoteOutcome<Map<String, Quote>> asked =
                RemoteOutcome.of(() -> fresh.getAll(skus, this::ask));
        return switch (asked) {
            case RemoteOutcome.Answered<Map<String, Quote>> _,
                    RemoteOutcome.Refused<Map<String, Quote>> _ ->
                    asked;
            case RemoteOutcome.NotSent<Map<String, Quote>> _,
                    RemoteOutcome.Unknown<Map<String, Quote>> _ ->
                    lastKnown(skus, asked);
        };
    }

    private RemoteOutcome<Map<String, Quote>> lastKnown(
            Collection<String> skus, RemoteOutcome<Map<String, Quote>> otherwise) {
        Map<String, Quote> known = lastKnown.getAllPresent(skus);
        return known.keySet().containsAll(skus) ? new RemoteOutcome.Answered<>(known) : otherwise;
    }

    private Map<String, Quote> ask(Set<? extends String> skus) {
        List<String> possible =
                skus.stream().filter(s -> s.matches(SKU)).map(String::valueOf).toList();
        if (possible.isEmpty()) {
            return Map.of();
        }
        Map<String, Quote> quotes =
                api.products(possible).products().stream()
                        .map(product -> new Quote(product.sku(), product.name(), product.price()))
                        .collect(Collectors.toMap(Quote::sku, Function.identity()));
        lastKnown.invalidateAll(skus);
        lastKnown.putAll(quotes);
        return quotes;
    }
}
