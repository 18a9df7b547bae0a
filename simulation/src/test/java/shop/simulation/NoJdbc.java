package shop.simulation;

import java.lang.reflect.Proxy;
import org.springframework.jdbc.core.simple.JdbcClient;

/** For classes that want a JDBC client and must not come to use it. */
public final class NoJdbc {

    private static final JdbcClient CLIENT =
            (JdbcClient)
                    Proxy.newProxyInstance(
                            NoJdbc.class.getClassLoader(),
                            new Class<?>[] {JdbcClient.class},
                            (_, method, _) -> {
                                throw new AssertionError("SQL in a simulation: " + method);
                            });

    private NoJdbc() {}

    /** One that breaks when it is used. */
    public static JdbcClient client() {
        return CLIENT;
    }
}
