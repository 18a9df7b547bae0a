package shop.gateway.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashRingTests {

    private static final int KEYS = 30_000;
    private static final List<String> SKUS =
            IntStream.range(0, KEYS).mapToObj(i -> "sku-" + i).toList();

    @ParameterizedTest
    @ValueSource(ints = {3, 10})
    void spreadsTheKeysEvenly(int size) {
        IntSummaryStatistics shares = new IntSummaryStatistics();
        for (int seed = 0; seed < 10; seed++) {
            List<String> instances = instances(size, seed);
            Map<String, Integer> keys = keysOf(new HashRing(instances), instances);
            instances.forEach(instance -> shares.accept(keys.getOrDefault(instance, 0)));
        }
        double mean = (double) KEYS / size;
        System.out.printf(
                "[ring] %d instances, %d keys, 10 sets of names: share %.3f to %.3f of the mean%n",
                size, KEYS, shares.getMin() / mean, shares.getMax() / mean);

        assertThat(shares.getMin()).isGreaterThan((int) (0.9 * mean));
        assertThat(shares.getMax()).isLessThan((int) (1.1 * mean));
    }

    /** Read backwards it is an instance that leaves: the keys it had are those that move. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 10})
    void movesFewKeysWhenAnInstanceJoinsOrLeaves(int size) {
        int worlds = 30;
        IntSummaryStatistics moves = new IntSummaryStatistics();
        for (int seed = 0; seed < worlds; seed++) {
            List<String> with = instances(size, seed);
            List<String> without = with.subList(1, size);
            moves.accept(moved(with, without));
        }
        double share = (double) KEYS / size;
        System.out.printf(
                "[ring] %d and %d instances, %d worlds: %d to %d of %d keys move,"
                        + " %.3f x K/N at most%n",
                size - 1,
                size,
                worlds,
                moves.getMin(),
                moves.getMax(),
                KEYS,
                moves.getMax() / share);

        assertThat((double) moves.getMax()).isLessThanOrEqualTo(1.1 * share);
        assertThat((double) moves.getMin()).isGreaterThan(0.9 * share);
    }

    @Test
    void keepsEverybodyWithinTheBoundUnderSkewedLoad() {
        List<String> instances = instances(5, 1);
        HashRing ring = new HashRing(instances);
        Map<String, Integer> loads = idle(instances);
        Deque<String> running = new ArrayDeque<>();
        Random random = new Random(7);
        int most = 0;
        int elsewhere = 0;
        for (int i = 0; i < KEYS; i++) {
            String key = "sku-" + (int) Math.pow(200, random.nextDouble()); // Zipf-like
            String owner = ring.ownerOf(key, loads);
            elsewhere += owner.equals(ring.ownerOf(key, idle(instances))) ? 0 : 1;
            loads.merge(owner, 1, Integer::sum);
            running.add(owner);
            double mean = running.size() / 5.0;
            assertThat(loads.get(owner)).isLessThanOrEqualTo((int) Math.ceil(1.25 * mean));
            most = Math.max(most, Collections.max(loads.values()));
            if (running.size() == 100) {
                loads.merge(running.remove(), -1, Integer::sum);
            }
        }
        System.out.printf(
                "[ring] 5 instances, 100 requests in flight, the hottest key has %.0f %% of them:"
                        + " %d at most on one instance (mean 20), %.1f %% not on their own%n",
                100 / Math.log(200) * Math.log(2), most, 100.0 * elsewhere / KEYS);
        assertThat(most).isLessThanOrEqualTo(25);
    }

    @Test
    void fillsNobodyAboveTheBoundWithAllKeysAtOnce() {
        List<String> instances = instances(10, 3);
        HashRing ring = new HashRing(instances);
        Map<String, Integer> loads = idle(instances);
        SKUS.forEach(sku -> loads.merge(ring.ownerOf("one-key-for-all", loads), 1, Integer::sum));
        int most = Collections.max(loads.values());
        System.out.printf(
                "[ring] 10 instances, %d requests for one key: %.4f x the mean at most%n",
                KEYS, most * 10.0 / KEYS);

        assertThat(most).isLessThanOrEqualTo((int) Math.ceil(1.25 * KEYS / 10));
    }

    @Test
    void doesNotDependOnTheOrderOfTheInstances() {
        List<String> instances = instances(4, 5);
        List<String> reversed = new ArrayList<>(instances);
        Collections.reverse(reversed);

        assertThat(moved(instances, reversed)).isZero();
    }

    @Test
    void passesByWhoIsNotOffered() {
        List<String> instances = instances(4, 6);
        HashRing ring = new HashRing(instances);
        List<String> offered = instances.subList(1, 4);

        assertThat(keysOf(ring, offered)).containsOnlyKeys(offered);
        assertThat(keysOf(ring, offered)).isEqualTo(keysOf(new HashRing(offered), offered));
    }

    @Test
    void refusesToChooseAmongNobody() {
        HashRing ring = new HashRing(instances(2, 0));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ring.ownerOf("tea", Map.of("stranger:1", 0)));
    }

    /** How many keys change hands; it also sees to it that only the difference loses or gains. */
    private static int moved(Collection<String> with, Collection<String> without) {
        HashRing larger = new HashRing(with);
        HashRing smaller = new HashRing(without);
        Map<String, Integer> all = idle(with);
        Map<String, Integer> fewer = idle(without);
        int moved = 0;
        for (String sku : SKUS) {
            String before = larger.ownerOf(sku, all);
            if (!before.equals(smaller.ownerOf(sku, fewer))) {
                assertThat(without).doesNotContain(before);
                moved++;
            }
        }
        return moved;
    }

    private static Map<String, Integer> keysOf(HashRing ring, Collection<String> offered) {
        Map<String, Integer> idle = idle(offered);
        return SKUS.stream()
                .collect(
                        Collectors.toMap(
                                sku -> ring.ownerOf(sku, idle),
                                sku -> 1,
                                Integer::sum,
                                TreeMap::new));
    }

    private static Map<String, Integer> idle(Collection<String> instances) {
        Map<String, Integer> loads = new HashMap<>();
        instances.forEach(instance -> loads.put(instance, 0));
        return loads;
    }

    private static List<String> instances(int count, int seed) {
        Random random = new Random(seed);
        return random.ints(0, 1 << 24)
                .distinct()
                .limit(count)
                .mapToObj(n -> "10.%s.%s.%s:8083".formatted(n >> 16, (n >> 8) & 0xff, n & 0xff))
                .toList();
    }
}
