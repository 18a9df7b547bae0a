package shop.instances;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.netflix.eureka.server.EnableEurekaServer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** A real registry, which may be told to refuse everything. */
final class Registry implements AutoCloseable {

    private final ConfigurableApplicationContext server =
            SpringApplication.run(
                    Server.class,
                    "--server.port=0",
                    "--spring.application.name=registry",
                    "--spring.freemarker.check-template-location=false",
                    "--eureka.client.register-with-eureka=false",
                    "--eureka.client.fetch-registry=false",
                    "--eureka.server.use-read-only-response-cache=false",
                    "--eureka.server.wait-time-in-ms-when-sync-empty=0");

    String url() {
        return "http://127.0.0.1:"
                + server.getEnvironment().getProperty("local.server.port")
                + "/eureka/";
    }

    void refuse(boolean everything) {
        server.getBean(Door.class).closed.set(everything);
    }

    /** How many requests it has refused. */
    int refused() {
        return server.getBean(Door.class).refused.get();
    }

    @Override
    public void close() {
        server.close();
    }

    /** What requests pass, or do not. */
    record Door(AtomicBoolean closed, AtomicInteger refused) implements Filter, Ordered {

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (closed.get()) {
                ((HttpServletResponse) response).sendError(503);
                refused.incrementAndGet();
            } else {
                chain.doFilter(request, response);
            }
        }

        // Before Eureka, which is a filter too; the order of a bean's method would not count.
        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }
    }

    @EnableEurekaServer
    @EnableAutoConfiguration(exclude = RegistryAccessAutoConfiguration.class)
    static class Server {

        @Bean
        Door door() {
            return new Door(new AtomicBoolean(), new AtomicInteger());
        }
    }
}
