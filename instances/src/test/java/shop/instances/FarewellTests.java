package shop.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.netflix.appinfo.InstanceInfo;
import com.netflix.appinfo.InstanceInfo.InstanceStatus;
import com.netflix.discovery.EurekaClient;
import com.netflix.discovery.shared.Application;
import com.netflix.discovery.shared.Applications;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FarewellTests {

    private final EurekaClient registry = mock();
    private final AtomicInteger said = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({"'', 0", "1, 0", "1 2, 1", "2, 1", "1 2 3, 1"})
    void isSaidWhereThereAreOthers(String instances, int farewells) {
        stop(known(instances), known(instances));

        assertThat(said).hasValue(farewells);
    }

    @Test
    void isSaidToAnInstanceThatOnlyTheRegistryKnowsYet() {
        stop(known("1"), known("1 2"));

        assertThat(said).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1 2, 1"})
    void goesByTheOwnCopyWhereTheRegistryIsSilent(String instances, int farewells) {
        stop(known(instances), null);

        assertThat(said).hasValue(farewells);
    }

    @Test
    void isNotSaidToAnInstanceThatStopsToo() {
        Applications leaving = known(List.of(instance("1"), instance("2", InstanceStatus.DOWN)));

        stop(known("1"), leaving);

        assertThat(said).hasValue(0);
    }

    private void stop(Applications copy, @Nullable Applications fresh) {
        when(registry.getApplications()).thenReturn(copy);
        when(registry.getApplications(isNull())).thenReturn(fresh);

        new Farewell(said::incrementAndGet, registry, "tea-service", "1").stop();
    }

    private static Applications known(String ids) {
        return known(
                Stream.of(ids.split(" ", -1))
                        .filter(id -> !id.isEmpty())
                        .map(FarewellTests::instance)
                        .toList());
    }

    private static Applications known(List<InstanceInfo> instances) {
        Applications known = new Applications();
        known.addApplication(new Application("TEA-SERVICE", instances));
        return known;
    }

    private static InstanceInfo instance(String id) {
        return instance(id, InstanceStatus.UP);
    }

    private static InstanceInfo instance(String id, InstanceStatus status) {
        return InstanceInfo.Builder.newBuilder()
                .setAppName("tea-service")
                .setInstanceId(id)
                .setStatus(status)
                .build();
    }
}
