package shop.gateway.arrival;

import io.netty.channel.ChannelPipeline;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;

@Configuration(proxyBeanMethods = false)
class ArrivalConfiguration {

    /**
     * How long things may take.
     *
     * @param headTimeLimit a request's head, from its first byte to its last
     * @param bodyTimeLimit a body; longer than {@link BodyLimit} gives one that somebody waits for
     */
    @ConfigurationProperties("shop.gateway.arrival")
    record Limits(
            @DefaultValue("5s") Duration headTimeLimit,
            @DefaultValue("15s") Duration bodyTimeLimit) {}

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> watchedConnections(Limits limits) {
        return factory ->
                factory.addServerCustomizers(server ->
                        server.doOnChannelInit(
                                (observer, channel, peer) -> watch(channel.pipeline(), limits)));
    }

    private static void watch(ChannelPipeline pipeline, Limits limits) {
        RequestGate gate = new RequestGate();
        pipeline.addBefore(
                        NettyPipeline.HttpCodec,
                        "shop.arrivalTimer",
                        new ArrivalTimer(gate, limits))
                .addAfter(NettyPipeline.HttpCodec, "shop.requestGate", gate);
    }
}
