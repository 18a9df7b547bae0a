package shop.gateway.arrival;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Optional;
import shop.edge.Flaw;
import shop.edge.ProblemType;
import shop.edge.RequestHead;
import shop.edge.RequestRules;
import shop.edge.RequestTarget;

/** A well-formed request that says of another one what was wrong with it, in its headers. */
final class FlawedRequest {

    /** The header that names the problem's type. No request from outside keeps it. */
    static final String TYPE = "X-Shop-Flaw";

    /** The header that says what is wrong. */
    static final String DETAIL = "X-Shop-Flaw-Detail";

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
                        request.headers()));
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
        request.headers().remove(TYPE).remove(DETAIL);
    }

    static HttpRequest of(Flaw flaw) {
        return of(flaw, HttpMethod.GET, "/");
    }

    static HttpRequest of(Flaw flaw, HttpRequest request) {
        boolean head = request.method().equals(HttpMethod.HEAD);
        return of(
                flaw, head ? HttpMethod.HEAD : HttpMethod.GET, RequestTarget.pathOf(request.uri()));
    }

    private static HttpRequest of(Flaw flaw, HttpMethod method, String path) {
        HttpRequest flawed = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, path);
        flawed.headers()
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(TYPE, flaw.type().name())
                .set(DETAIL, flaw.detail());
        return flawed;
    }
}
