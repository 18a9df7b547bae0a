package shop.gateway.arrival;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.netty.Connection;
import shop.edge.Flaw;
import shop.edge.ProblemType;

/**
 * Lets well-formed requests through, and in the place of any other one that bears its flaw, which
 * {@link FlawedRequests} answers. After that nothing more of the connection is read.
 *
 * <p>A connection is closed slowly while there may be something on its way in: to close it at once
 * would reset it, and a caller who is still sending would never read the answer.
 */
@SuppressWarnings("FutureReturnValueIgnored") // who writes and closes is told by the promise
final class RequestGate extends ChannelDuplexHandler {

    private static final long SECONDS_UNTIL_CLOSED = 2;

    private static final AttributeKey<Boolean> BROKEN_OFF =
            AttributeKey.valueOf(RequestGate.class, "brokenOff");

    private enum Awaited {
        HEAD,
        BODY,
        /** The rest is read and thrown away. */
        NOTHING
    }

    private Awaited awaited = Awaited.HEAD;
    private long parts;
    private boolean closing;
    private @Nullable ChannelHandlerContext self;

    /** Whether the body that has arrived is only the part before its malformed chunk. */
    static boolean brokeOff(ServerHttpRequest request) {
        return ServerHttpRequestDecorator.getNativeRequest(request) instanceof Connection connection
                && connection.channel().hasAttr(BROKEN_OFF);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        self = ctx;
    }

    /** How many heads, and how many ends of messages, have arrived. */
    long parts() {
        return parts;
    }

    boolean awaitsHead() {
        return awaited == Awaited.HEAD;
    }

    boolean awaitsBody() {
        return awaited == Awaited.BODY;
    }

    /** What is awaited took too long. */
    void timeOut() {
        if (self != null && awaited == Awaited.BODY) {
            self.channel().close();
        } else if (self != null && awaited == Awaited.HEAD) {
            ProblemType late = ProblemType.REQUEST_TIMEOUT;
            refuse(self, FlawedRequest.of(new Flaw(late, late.meaning()), self.channel()));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (awaited == Awaited.NOTHING) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request) {
            headArrived(ctx, request);
        } else if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            awaited = Awaited.NOTHING;
            ctx.channel().attr(BROKEN_OFF).set(true);
            ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
        } else {
            if (message instanceof LastHttpContent) {
                parts++;
                awaited = Awaited.HEAD;
            }
            ctx.fireChannelRead(message);
        }
    }

    private void headArrived(ChannelHandlerContext ctx, HttpRequest request) {
        parts++;
        Optional<Flaw> flaw = FlawedRequest.flawOf(request);
        if (flaw.isPresent()) {
            ReferenceCountUtil.release(request);
            refuse(ctx, FlawedRequest.of(flaw.get(), ctx.channel(), request));
        } else {
            FlawedRequest.clean(request);
            awaited = request instanceof LastHttpContent ? Awaited.HEAD : Awaited.BODY;
            ctx.fireChannelRead(request);
        }
    }

    private void refuse(ChannelHandlerContext ctx, HttpRequest flawed) {
        awaited = Awaited.NOTHING;
        if (ctx.channel().isActive()) {
            ctx.fireChannelRead(flawed);
            ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
            ctx.fireChannelReadComplete();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
        if (awaited == Awaited.NOTHING) {
            ctx.read();
        }
    }

    /** The last answer of a connection on which nothing can be read ends it. */
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean last = message instanceof LastHttpContent && ctx.channel().hasAttr(BROKEN_OFF);
        ctx.write(
                message,
                last ? promise.unvoid().addListener(ChannelFutureListener.CLOSE) : promise);
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        boolean allRead = awaited == Awaited.HEAD;
        if (allRead || closing || !(ctx.channel() instanceof DuplexChannel channel)) {
            ctx.close(promise);
            return;
        }
        closing = true;
        awaited = Awaited.NOTHING;
        channel.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        ctx.read();
        ctx.executor().schedule(() -> ctx.close(promise), SECONDS_UNTIL_CLOSED, TimeUnit.SECONDS);
    }
}
