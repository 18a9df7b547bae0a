package shop.payment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import shop.testing.doors.ManagementPort;

@RunningService
class ManagementIT {

    @LocalManagementPort int port;

    @Test
    void letsStrangersReadAndNothingElse() {
        ManagementPort management = new ManagementPort(port);

        assertThat(management.reads())
                .extracting(ManagementPort.Answer::status)
                .hasSizeGreaterThan(5)
                .doesNotContain(401, 403);
        assertThat(management.writes())
                .allSatisfy(answer -> assertThat(answer.status()).isIn(401, 405));
    }
}
