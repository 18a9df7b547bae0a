package shop.gateway.arrival;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends requests that drip: an idle time limit begins again with every byte, these do not. What
 * arrives in one piece with the request before does not begin them; the next piece does.
 */
final class ArrivalTimer extends ChannelInboundHandlerAdapter {

    private final RequestGate gate;
    private final ArrivalConfiguration.Limits limits;
    private @Nullable Future<?> end;

    ArrivalTimer(RequestGate gate, ArrivalConfiguration.Limits limits) {
        this.gate = gate;
        this.limits = limits;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        long before = gate.parts();
        ctx.fireChannelRead(bytes);
        boolean partArrived = gate.parts() > before;
        if (partArrived) {
            stop();
        }
        if (end == null && gate.awaitsBody()) {
            end = start(ctx, limits.bodyTimeLimit());
        } else if (end == null && gate.awaitsHead() && !partArrived) {
            end = start(ctx, limits.headTimeLimit());
        }
    }

    private Future<?> start(ChannelHandlerContext ctx, Duration limit) {
        return ctx.executor().schedule(gate::timeOut, limit.toMillis(), TimeUnit.MILLISECONDS);
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
