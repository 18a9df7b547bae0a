package shop.common.crash;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/** Arms crash points, and tells which were passed. */
@Endpoint(id = "crashpoints")
final class CrashPointsEndpoint implements DisposableBean {

    private static final int KILLED = 137;

    private final Set<String> passed = new ConcurrentSkipListSet<>();
    private volatile @Nullable String armed;

    CrashPointsEndpoint() {
        CrashPoints.watch(this::pass);
    }

    private void pass(String point) {
        passed.add(point);
        if (point.equals(armed)) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    /** All points that this process has come by. */
    @ReadOperation
    Set<String> passed() {
        return new TreeSet<>(passed);
    }

    /** Lets the process die the next time it comes by this point. */
    @WriteOperation
    void arm(String point) {
        armed = point;
    }

    @Override
    public void destroy() {
        CrashPoints.watch(null);
    }
}
