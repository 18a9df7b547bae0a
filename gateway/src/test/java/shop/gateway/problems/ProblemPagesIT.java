package shop.gateway.problems;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import shop.edge.ProblemType;
import shop.gateway.GatewayTest;

@GatewayTest
class ProblemPagesIT {

    @Autowired WebTestClient gateway;

    @ParameterizedTest
    @EnumSource
    void explainsEveryProblem(ProblemType type) {
        gateway.get()
                .uri("/problems/" + type.slug())
                .accept(MediaType.TEXT_HTML)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_HTML)
                .expectBody(String.class)
                .value(page ->
                        assertThat(page).contains(type.title(), type.meaning(), type.advice()));
    }

    @Test
    void doesNotKnowOtherProblems() {
        gateway.get()
                .uri("/problems/bad-weather")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/not-found");
    }

    @Test
    void welcomesAtTheRoot() {
        gateway.get()
                .uri("/")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("/swagger-ui.html", "/api/products"));
    }

    @Test
    void showsTheServicesInOneSwaggerUi() {
        gateway.get()
                .uri("/v3/api-docs/swagger-config")
                .exchange()
                .expectBody()
                .jsonPath("$.urls.length()")
                .isEqualTo(3);
        gateway.get().uri("/swagger-ui/index.html").exchange().expectStatus().isOk();
    }
}
