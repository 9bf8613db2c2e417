package io.jackfield.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An hour of a world in which programs wait, and the milliseconds that it really takes. */
final class Hours {
    private static final int CHANNELS = 10;
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    private Hours() {}

    /** Ten connections that are idle for a minute, sixty times. */
    static long nettyIdleMillis() throws IOException {
        long began = RealClock.nanos();
        TwoHosts.Outcome outcome = TwoHosts.run(1, Hours::serveIdle, Hours::stayIdle);
        assertThat(outcome.endNanos()).isBetween(HOUR_NANOS, HOUR_NANOS + 60_000_000_000L);
        assertThat(outcome.log()).hasSize(CHANNELS * 60);
        return (RealClock.nanos() - began) / 1_000_000;
    }

    private static EventLoopGroup loops() {
        return new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    }

    private static void serveIdle(TwoHosts.Log log) throws InterruptedException {
        new ServerBootstrap()
                .group(loops())
                .channel(NioServerSocketChannel.class)
                .childHandler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                channel.pipeline()
                                        .addLast(new IdleStateHandler(60, 0, 0), new Idle(log));
                            }
                        })
                .bind(7000)
                .sync();
    }

    private static final class Idle extends ChannelInboundHandlerAdapter {
        private final TwoHosts.Log log;
        private int times;

        Idle(TwoHosts.Log log) {
            this.log = log;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            log.add("idle");
            if (++times == 60) {
                context.close();
            }
        }
    }

    private static void stayIdle(TwoHosts.Log log) throws InterruptedException {
        EventLoopGroup loops = loops();
        Channel[] channels = new Channel[CHANNELS];
        for (int i = 0; i < CHANNELS; i++) {
            channels[i] =
                    new Bootstrap()
                            .group(loops)
                            .channel(NioSocketChannel.class)
                            .handler(new ChannelInboundHandlerAdapter())
                            .connect("server", 7000)
                            .sync()
                            .channel();
        }
        for (Channel channel : channels) {
            channel.closeFuture().sync();
        }
    }

    /** Requests that nobody answers, one after another, for ten seconds each. */
    static long httpTimeoutMillis() throws IOException {
        long began = RealClock.nanos();
        TwoHosts.Outcome outcome = TwoHosts.run(1, Hours::serveNever, Hours::askInVain);
        assertThat(outcome.endNanos()).isBetween(HOUR_NANOS, HOUR_NANOS + 60_000_000_000L);
        assertThat(outcome.log()).hasSize(360);
        return (RealClock.nanos() - began) / 1_000_000;
    }

    private static void serveNever(TwoHosts.Log log) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(8080), 10);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext(
                "/",
                exchange -> {
                    try {
                        TimeUnit.DAYS.sleep(1);
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                });
        server.start();
    }

    private static void askInVain(TwoHosts.Log log) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://server:8080/"))
                            .timeout(Duration.ofSeconds(10))
                            .build();
            for (int i = 0; i < 360; i++) {
                try {
                    client.send(request, BodyHandlers.discarding());
                } catch (HttpTimeoutException expected) {
                    log.add("no answer");
                }
            }
        }
    }
}
