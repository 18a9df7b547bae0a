package shop.common;

import java.util.List;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** The others that the service under test knows. */
public final class Stubs implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** Gives tokens at {@code /token} and keys at {@code /jwks}. */
    public static final StubServer ISSUER = new StubServer();

    /** Answers for all {@link #GROUPS} of HTTP services. */
    public static final StubServer PEER = new StubServer();

    /** One a test, because guards remember. */
    public static final List<String> GROUPS =
            List.of(
                    "answering",
                    "refusing",
                    "failing",
                    "opening",
                    "retrying",
                    "outage",
                    "narrow",
                    "counting");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "shop.security.jwk-set-uri=" + ISSUER.uri() + "/jwks",
                        "shop.security.client.id=me",
                        "shop.security.client.secret=secret",
                        "shop.security.client.token-uri=" + ISSUER.uri() + "/token")
                .and(
                        GROUPS.stream()
                                .map(group ->
                                        "spring.cloud.discovery.client.simple.instances.%s[0].uri=%s"
                                                .formatted(group, PEER.uri())))
                .applyTo(context);
    }
}
