package shop.order.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.ResourceAccessException;
import shop.common.money.Money;
import shop.common.remote.RemoteOutcome;

/** How old a price may be that an order is charged. */
class CatalogueTests {

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    /** An inventory whose prices change, and that can be away. */
    private static final class Shelf implements InventoryApi {

        final Map<String, String> prices = new TreeMap<>();
        boolean away;
        int asked;

        @Override
        public Products products(List<String> skus) {
            asked++;
            if (away) {
                throw new ResourceAccessException("timed out");
            }
            return new Products(
                    skus.stream()
                            .filter(prices::containsKey)
                            .map(sku -> new Product(sku, sku, eur(prices.getOrDefault(sku, ""))))
                            .toList());
        }

        @Override
        public Reservation reserve(UUID id, Reserve reserve) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Results commit(Ids ids) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Reservation release(UUID id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Reservation takeBack(UUID id) {
            throw new UnsupportedOperationException();
        }
    }

    private final Shelf shelf = new Shelf();
    private long now;
    private final Catalogue catalogue = new Catalogue(shelf, () -> now);

    private static Money eur(String amount) {
        return Money.of(amount, "EUR");
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private Map<String, String> quotes(String... skus) {
        if (catalogue.quote(List.of(skus))
                instanceof RemoteOutcome.Answered<Map<String, Catalogue.Quote>>(var quotes)) {
            Map<String, String> amounts = new HashMap<>();
            quotes.forEach((sku, quote) -> amounts.put(sku, quote.price().amount()));
            return amounts;
        }
        return Map.of();
    }

    @Test
    void asksOnceForWhatIsOrderedOften() {
        shelf.prices.put("tea", "9.50");

        quotes("tea");
        pass(Duration.ofSeconds(10));

        assertThat(quotes("tea")).containsEntry("tea", "9.50");
        assertThat(shelf.asked).isEqualTo(1);
    }

    @Test
    void quotesTheNewPriceToTheFirstOrderAfterAQuietTime() {
        shelf.prices.put("tea", "9.50");
        quotes("tea");

        shelf.prices.put("tea", "999.00");
        pass(HALF_A_MINUTE);

        assertThat(quotes("tea")).containsEntry("tea", "999.00");
    }

    @Test
    void quotesNoOldPriceHoweverOftenItIsAsked() {
        shelf.prices.put("tea", "9.50");
        quotes("tea");
        shelf.prices.put("tea", "999.00");

        for (int second = 0; second < 30; second++) {
            quotes("tea");
            pass(Duration.ofSeconds(1));
        }

        assertThat(quotes("tea")).containsEntry("tea", "999.00");
    }

    @Test
    void quotesEveryLineOfAnOrderAnew() {
        shelf.prices.putAll(Map.of("tea", "9.50", "cup", "5.00"));
        quotes("tea");
        shelf.prices.putAll(Map.of("tea", "999.00", "cup", "6.00"));
        pass(HALF_A_MINUTE);

        assertThat(quotes("tea", "cup")).isEqualTo(Map.of("tea", "999.00", "cup", "6.00"));
    }

    @Test
    void quotesTheLastPriceForAnHourWhileTheInventoryIsAway() {
        shelf.prices.putAll(Map.of("tea", "9.50", "cup", "5.00"));
        quotes("tea", "cup");
        shelf.away = true;

        pass(Duration.ofMinutes(59));
        assertThat(quotes("cup", "tea")).isEqualTo(Map.of("tea", "9.50", "cup", "5.00"));

        pass(Duration.ofMinutes(1));
        assertThat(catalogue.quote(List.of("tea"))).isInstanceOf(RemoteOutcome.Unknown.class);
    }

    @Test
    void quotesTheNewPriceAsSoonAsTheInventoryIsBack() {
        shelf.prices.put("tea", "9.50");
        quotes("tea");
        shelf.away = true;
        pass(HALF_A_MINUTE);
        quotes("tea");

        shelf.away = false;
        shelf.prices.put("tea", "999.00");

        assertThat(quotes("tea")).containsEntry("tea", "999.00");
    }

    @Test
    void knowsNoPriceOfAProductThatWasGoneBeforeTheInventoryWasAway() {
        shelf.prices.put("tea", "9.50");
        quotes("tea");
        shelf.prices.remove("tea");
        pass(HALF_A_MINUTE);
        assertThat(quotes("tea")).isEmpty();

        shelf.away = true;

        assertThat(catalogue.quote(List.of("tea"))).isInstanceOf(RemoteOutcome.Unknown.class);
    }

    @Test
    void answersNothingWithoutAPriceForEachLine() {
        shelf.prices.put("tea", "9.50");
        quotes("tea");
        shelf.away = true;

        assertThat(catalogue.quote(List.of("tea", "cup")))
                .isInstanceOf(RemoteOutcome.Unknown.class);
    }

    @Test
    void asksForNothingThatCannotBeAProduct() {
        assertThat(quotes("No Sku", "&sku=tea")).isEmpty();
        assertThat(shelf.asked).isZero();
    }
}
