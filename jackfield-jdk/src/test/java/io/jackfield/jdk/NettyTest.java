package io.jackfield.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Netty's NIO transport as published: an echo server and many clients over a bad cable. */
class NettyTest {
    private static final int PORT = 9000;
    private static final int CONNECTIONS = 200;
    private static final int OCTETS = 10_000;

    @RegisterExtension final TwoMachines machines = TwoMachines.onABadCable();

    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.writeAndFlush(message);
        }
    }

    /** Sends its octets once and completes when all of them are back in order. */
    private static final class Asker extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<Integer> done = new CompletableFuture<>();
        private int received;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            ByteBuf octets = Unpooled.buffer(OCTETS);
            for (int i = 0; i < OCTETS; i++) {
                octets.writeByte(i * 31);
            }
            context.writeAndFlush(octets);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf octets = (ByteBuf) message;
            try {
                while (octets.isReadable()) {
                    if (octets.readByte() != (byte) (received++ * 31)) {
                        done.completeExceptionally(new AssertionError("octet " + received));
                    }
                }
            } finally {
                octets.release();
            }
            if (received == OCTETS) {
                done.complete(received);
                context.close();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            done.complete(received);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            done.completeExceptionally(cause);
        }
    }

    private static <C extends Channel> ChannelInitializer<C> each(
            Supplier<ChannelInboundHandlerAdapter> handler) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(C channel) {
                channel.pipeline().addLast(handler.get());
            }
        };
    }

    private static void stop(EventLoopGroup group) throws InterruptedException {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).await(10, TimeUnit.SECONDS);
    }

    @Test
    void manyConnectionsEcho() throws Exception {
        EventLoopGroup serving =
                machines.server()
                        .call(() -> new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory()));
        machines.server().call(() -> serve(serving, NioServerSocketChannel::new));
        EventLoopGroup asking =
                machines.client()
                        .call(() -> new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()));
        List<Asker> askers = machines.client().call(() -> ask(asking, NioSocketChannel::new));
        allAreAnswered(askers);
        machines.nothingInTheKernel();
        stop(asking);
        stop(serving);
    }

    @Test
    void aProviderGivenByHandSaysTheHostOnAnyThread() throws Exception {
        SelectorProvider there = machines.server().provider();
        SelectorProvider here = machines.client().provider();
        EventLoopGroup serving = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory(there));
        serve(serving, () -> new NioServerSocketChannel(there));
        EventLoopGroup asking = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory(here));
        List<Asker> askers =
                machines.client().call(() -> ask(asking, () -> new NioSocketChannel(here)));
        allAreAnswered(askers);
        machines.nothingInTheKernel();
        stop(asking);
        stop(serving);
    }

    private static Channel serve(EventLoopGroup group, Supplier<NioServerSocketChannel> channel)
            throws InterruptedException {
        return new ServerBootstrap()
                .group(group)
                .channelFactory(channel::get)
                .childHandler(NettyTest.<SocketChannel>each(Echo::new))
                .bind(PORT)
                .sync()
                .channel();
    }

    /** Runs where the name of the server can be resolved. */
    private static List<Asker> ask(EventLoopGroup group, Supplier<NioSocketChannel> channel) {
        List<Asker> askers = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Asker asker = new Asker();
            askers.add(asker);
            new Bootstrap()
                    .group(group)
                    .channelFactory(channel::get)
                    .handler(each(() -> asker))
                    .connect(new java.net.InetSocketAddress("server", PORT));
        }
        return askers;
    }

    private static void allAreAnswered(List<Asker> askers) throws Exception {
        for (Asker asker : askers) {
            assertThat(asker.done.get(20, TimeUnit.SECONDS)).isEqualTo(OCTETS);
        }
    }
}
