package shop.gateway;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webtestclient.autoconfigure.WebTestClientBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets the client of a test read every answer to its end, also where the test only looks at its
 * status: a connection with an answer that is half read is not used again.
 */
@TestConfiguration(proxyBeanMethods = false)
public class ReadingClient {

    @Bean
    WebTestClientBuilderCustomizer readsAnswersToTheirEnd() {
        return client ->
                client.filter(
                        (request, next) -> next.exchange(request).flatMap(ReadingClient::read));
    }

    private static Mono<ClientResponse> read(ClientResponse answer) {
        return answer.bodyToMono(byte[].class)
                .defaultIfEmpty(new byte[0])
                .map(body -> answer.mutate().body(Flux.just(buffer(body))).build());
    }

    private static DataBuffer buffer(byte[] body) {
        return DefaultDataBufferFactory.sharedInstance.wrap(body);
    }
}
