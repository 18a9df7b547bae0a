package shop.gateway.arrival;

import io.netty.channel.Channel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.AttributeKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.netty.Connection;
import shop.edge.Flaw;
import shop.edge.Limits;
import shop.edge.ProblemType;
import shop.edge.RequestHead;
import shop.edge.RequestRules;
import shop.edge.RequestTarget;

/**
 * A well-formed request in the place of another one, whose flaw its connection bears. Its header
 * tells it from those that came before on the same connection.
 */
final class FlawedRequest {

    /** No request that comes through the gate keeps it. */
    static final String HEADER = "X-Shop-Flaw";

    private static final AttributeKey<Flaw> FLAW =
            AttributeKey.valueOf(FlawedRequest.class, "flaw");

    private FlawedRequest() {}

    /** What is wrong with the request as the decoder left it. */
    static Optional<Flaw> flawOf(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return Optional.of(undecoded(request.decoderResult().cause()));
        }
        return RequestRules.flawOf(
                new RequestHead(
                        request.protocolVersion().text(),
                        request.method().name(),
                        request.uri(),
                        request.headers()),
                Limits.AT_GATEWAY);
    }

    private static Flaw undecoded(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new Flaw(ProblemType.URI_TOO_LONG, ProblemType.URI_TOO_LONG.meaning());
        }
        return cause instanceof TooLongFrameException
                ? new Flaw(ProblemType.HEADERS_TOO_LARGE, ProblemType.HEADERS_TOO_LARGE.meaning())
                : new Flaw(ProblemType.INVALID_REQUEST, "This is no well-formed HTTP request.");
    }

    /** Brings a request that has no flaw into the form in which it is handed on. */
    static void clean(HttpRequest request) {
        request.setUri(RequestTarget.escaped(request.uri()));
        request.headers().remove(HEADER);
        String host = request.headers().get(HttpHeaderNames.HOST, "");
        if (host.endsWith(":")) { // an empty port, which Reactor Netty refuses
            request.headers().set(HttpHeaderNames.HOST, host.substring(0, host.length() - 1));
        }
    }

    /** The flaw for which this request stands; none if it stands for itself. */
    static Optional<Flaw> flawOf(ServerHttpRequest request) {
        return request.getHeaders().containsHeader(HEADER)
                        && ServerHttpRequestDecorator.getNativeRequest(request)
                                instanceof Connection connection
                ? Optional.ofNullable(flawOf(connection.channel()))
                : Optional.empty();
    }

    /** The flaw after which nothing more of the connection is read. */
    static @Nullable Flaw flawOf(Channel connection) {
        return connection.hasAttr(FLAW) ? connection.attr(FLAW).get() : null;
    }

    static HttpRequest of(Flaw flaw, Channel connection) {
        return of(flaw, connection, HttpMethod.GET, "/");
    }

    static HttpRequest of(Flaw flaw, Channel connection, HttpRequest request) {
        boolean head = request.method().equals(HttpMethod.HEAD);
        return of(
                flaw,
                connection,
                head ? HttpMethod.HEAD : HttpMethod.GET,
                RequestTarget.pathOf(request.uri()));
    }

    private static HttpRequest of(Flaw flaw, Channel connection, HttpMethod method, String path) {
        connection.attr(FLAW).set(flaw);
        HttpRequest flawed = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, path);
        flawed.headers()
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(HEADER, "true");
        return flawed;
    }
}
