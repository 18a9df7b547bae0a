package shop.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.CompletionContext;
import org.springframework.cloud.client.loadbalancer.CompletionContext.Status;
import org.springframework.cloud.client.loadbalancer.DefaultRequest;
import org.springframework.cloud.client.loadbalancer.DefaultResponse;

class SuspectInstancesTests {

    private static final ServiceInstance FIRST =
            new DefaultServiceInstance("orders:1", "orders", "localhost", 1, false);
    private static final ServiceInstance SECOND =
            new DefaultServiceInstance("orders:2", "orders", "localhost", 2, false);
    private static final List<ServiceInstance> BOTH = List.of(FIRST, SECOND);

    private long nanos;
    private final SuspectInstances suspects = new SuspectInstances(() -> nanos);

    @Test
    void trustsEverybodyAtFirst() {
        assertThat(suspects.preferred(BOTH)).containsExactly(FIRST, SECOND);
    }

    @Test
    void avoidsAnInstanceWhoseConnectionFailed() {
        fails(FIRST, new ConnectException("refused"));

        assertThat(suspects.preferred(BOTH)).containsExactly(SECOND);
    }

    @Test
    void ratherAsksASlowOneThanOneThatIsGone() {
        fails(FIRST, new ConnectException("refused"));
        fails(FIRST, new SocketTimeoutException("slow"));
        fails(SECOND, new SocketTimeoutException("slow"));

        assertThat(suspects.preferred(BOTH)).containsExactly(SECOND);
    }

    @Test
    void trustsItAgainAfterAWhile() {
        fails(FIRST, new ConnectException("refused"));
        nanos += Duration.ofSeconds(16).toNanos();

        assertThat(suspects.preferred(BOTH)).containsExactly(FIRST, SECOND);
    }

    @Test
    void usesASuspectWhenThereIsNobodyElse() {
        fails(FIRST, new IOException("reset"));
        fails(SECOND, new IOException("reset"));

        assertThat(suspects.preferred(BOTH)).containsExactly(FIRST, SECOND);
        assertThat(suspects.preferred(List.of(FIRST))).containsExactly(FIRST);
    }

    @Test
    void doesNotSuspectASlowInstance() {
        fails(FIRST, new TimeoutException());

        assertThat(suspects.preferred(BOTH)).containsExactly(FIRST, SECOND);
    }

    /** Its address is read once to ask about it; it becomes suspect right after that. */
    @Test
    void leavesSomebodyWhoeverBecomesSuspectMeanwhile() {
        ServiceInstance dying =
                new DefaultServiceInstance("orders:3", "orders", "localhost", 3, false) {
                    @Override
                    public int getPort() {
                        int port = super.getPort();
                        if (asked++ == 1) {
                            fails(
                                    new DefaultServiceInstance("", "", "localhost", port, false),
                                    new ConnectException("refused"));
                        }
                        return port;
                    }
                };

        assertThat(suspects.preferred(List.of(dying))).containsExactly(dying);
    }

    private int asked;

    private void fails(ServiceInstance instance, Throwable error) {
        suspects.onComplete(
                new CompletionContext<>(
                        Status.FAILED,
                        error,
                        new DefaultRequest<>(),
                        new DefaultResponse(instance)));
    }
}
