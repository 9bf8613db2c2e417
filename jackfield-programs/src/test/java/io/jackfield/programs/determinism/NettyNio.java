package io.jackfield.programs.determinism;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Netty's NIO loops: some connections that speak now and then, idle between, for hours. Each
 * program has an allocator of its own: the usual one is static, and full of what earlier runs gave
 * back, which Netty keeps or not by a draw from the ThreadLocalRandom of the loop's thread.
 */
final class NettyNio {
    private static final int PORT = 7000;
    private static final int CONNECTIONS = 3;
    private static final int MESSAGES = 3;

    private NettyNio() {}

    private static EventLoopGroup loops() {
        return new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    }

    private static ChannelInitializer<Channel> adding(
            Supplier<ChannelHandler> first, Supplier<ChannelHandler> second) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(first.get(), second.get());
            }
        };
    }

    static void serve(Log log) throws InterruptedException {
        new ServerBootstrap()
                .group(loops())
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.ALLOCATOR, new AdaptiveByteBufAllocator())
                .childHandler(
                        adding(
                                () -> new IdleStateHandler(30, 0, 0, TimeUnit.MINUTES),
                                () -> new Echo(log)))
                .bind(PORT)
                .sync();
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        private final Log log;

        Echo(Log log) {
            this.log = log;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            log.add("server idle");
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            log.add("server read " + ((ByteBuf) message).readableBytes());
            long millis = ThreadLocalRandom.current().nextLong(7_000);
            context.executor()
                    .schedule(() -> context.writeAndFlush(message), millis, TimeUnit.MILLISECONDS);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
            log.add("server " + thrown.getClass().getSimpleName());
            context.close();
        }
    }

    private static final class Asking extends ChannelInboundHandlerAdapter {
        private final Log log;
        private final CountDownLatch done;
        private int sent;

        Asking(Log log, CountDownLatch done) {
            this.log = log;
            this.done = done;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            send(context);
        }

        private void send(ChannelHandlerContext context) {
            int octets = ThreadLocalRandom.current().nextInt(1, 15_000);
            context.writeAndFlush(context.alloc().buffer(octets).writeZero(octets));
            sent++;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            log.add("client read " + ((ByteBuf) message).readableBytes());
            ((ByteBuf) message).release();
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            if (sent < MESSAGES) {
                context.executor().schedule(() -> send(context), sent * 10L, TimeUnit.MINUTES);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
            log.add("client " + thrown.getClass().getSimpleName());
            context.close();
            done.countDown();
        }
    }

    static void ask(Log log) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(CONNECTIONS);
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(loops())
                        .channel(NioSocketChannel.class)
                        .option(ChannelOption.ALLOCATOR, new AdaptiveByteBufAllocator())
                        .handler(
                                adding(
                                        () -> new ReadTimeoutHandler(3, TimeUnit.HOURS),
                                        () -> new Asking(log, done)));
        for (int i = 0; i < CONNECTIONS; i++) {
            bootstrap.connect("server", PORT).sync();
        }
        done.await();
    }
}
