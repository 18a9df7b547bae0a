package shop.gateway.routes;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import java.net.URI;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Leads to the API's page, before springdoc's own redirect does, and ends the connection: on one
 * that is kept, the next request is sometimes never read (seen with reactor-netty 1.3.6).
 */
@Configuration
class SwaggerPage {

    private static final String PAGE = "/swagger-ui/index.html";

    @Bean
    RouterFunction<ServerResponse> toSwaggerPage() {
        return route(
                GET("/swagger-ui.html"),
                _ ->
                        ServerResponse.status(302)
                                .location(URI.create(PAGE))
                                .header(HttpHeaders.CONNECTION, "close")
                                .contentType(MediaType.TEXT_HTML)
                                .bodyValue("<a href=\"" + PAGE + "\">The API</a>"));
    }
}
