package shop.common.web;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.common.TestService;
import shop.testing.odd.Door;
import shop.testing.odd.OddRun;

/** Whatever bytes arrive, a service answers with a problem what it does not do. */
@TestService
class OddRequestsIT {

    @LocalServerPort int port;

    @Test
    void answersWhateverBytesArrive() {
        OddRun.against(
                new Door(
                        port,
                        "/open/forms?size=1",
                        "/open/forms/",
                        "/open/forms",
                        "{\"lines\":[{\"what\":\"tea\",\"quantity\":1}]}",
                        "{\"lines\":[{\"what\":\"\",\"quantity\":0}]}",
                        () -> "",
                        Door.Kind.SERVICE),
                0,
                3000);
    }
}
