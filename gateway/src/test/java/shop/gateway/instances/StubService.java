package shop.gateway.instances;

import java.util.List;
import java.util.stream.IntStream;
import org.springframework.test.context.DynamicPropertyRegistry;
import shop.gateway.Upstream;

/** A service of three instances behind a route {@code GET /<name>/{sku}} of its own. */
record StubService(String name, List<Upstream> instances) {

    static StubService of(String name) {
        return new StubService(
                name, IntStream.range(0, 3).mapToObj(i -> new Upstream(name + "-" + i)).toList());
    }

    void register(DynamicPropertyRegistry properties, boolean placed) {
        String route = "shop.gateway.routes." + name;
        properties.add(route + ".uri", () -> "lb://" + name);
        properties.add(route + ".method", () -> "GET");
        properties.add(route + ".paths", () -> "/" + name + "/{sku}");
        properties.add(route + ".access", () -> "anyone");
        properties.add(route + ".time-limit", () -> "2s");
        for (int i = 0; i < instances.size(); i++) {
            String uri = instances.get(i).uri();
            properties.add(
                    "spring.cloud.discovery.client.simple.instances." + name + "[" + i + "].uri",
                    () -> uri);
        }
        if (placed) {
            properties.add("shop.gateway.placement." + name, () -> "sku");
        }
    }

    /** Who was asked for this SKU since they forgot, each as often as it was asked. */
    List<Upstream> askedFor(String sku) {
        return instances.stream()
                .flatMap(instance ->
                        instance.seen().stream()
                                .filter(seen -> seen.path().equals("/" + name + "/" + sku))
                                .map(seen -> instance))
                .toList();
    }

    void forget() {
        instances.forEach(Upstream::forget);
    }
}
