package shop.common;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;
import shop.testing.RealBackends;

/**
 * A service that has nothing but this starter, on a port of its own with real PostgreSQL and Redis.
 * All classes with this annotation share one, so each test takes keys that no other one has.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(
        classes = TestApplication.class,
        initializers = {RealBackends.class, Stubs.class})
public @interface TestService {}
