package shop.gateway.arrival;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends heads that drip: an idle time limit begins again with every byte, this one does not. What
 * arrives in one piece with the request before does not begin it; the next piece does.
 */
final class HeadTimer extends ChannelInboundHandlerAdapter {

    private final RequestGate gate;
    private final Duration limit;
    private @Nullable Future<?> end;

    HeadTimer(RequestGate gate, Duration limit) {
        this.gate = gate;
        this.limit = limit;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        long before = gate.heads();
        ctx.fireChannelRead(bytes);
        if (gate.heads() > before || !gate.awaitsHead()) {
            stop();
        } else if (end == null) {
            end = ctx.executor().schedule(gate::timeOut, limit.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stop();
        ctx.fireChannelInactive();
    }

    private void stop() {
        if (end != null) {
            end.cancel(false);
            end = null;
        }
    }
}
