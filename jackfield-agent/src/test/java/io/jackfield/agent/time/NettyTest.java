package io.jackfield.agent.time;

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
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Netty's NIO loops as published, idle for hours over a cable that loses. */
class NettyTest {
    private static EventLoopGroup loops() {
        return new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    }

    private static ChannelInitializer<Channel> adding(
            io.netty.channel.ChannelHandler first, io.netty.channel.ChannelHandler second) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(first, second);
            }
        };
    }

    private static String text(Object message) {
        return ((ByteBuf) message).toString(StandardCharsets.US_ASCII);
    }

    private static void serve(TwoHosts.Log log) throws Exception {
        ChannelInboundHandlerAdapter handler =
                new ChannelInboundHandlerAdapter() {
                    @Override
                    public void userEventTriggered(ChannelHandlerContext context, Object event) {
                        log.add("server idle");
                    }

                    @Override
                    public void channelRead(ChannelHandlerContext context, Object message) {
                        log.add("server read " + text(message));
                        context.executor()
                                .schedule(
                                        () -> context.writeAndFlush(message), 7, TimeUnit.SECONDS);
                    }
                };
        new ServerBootstrap()
                .group(loops())
                .channel(NioServerSocketChannel.class)
                .childHandler(adding(new IdleStateHandler(30, 0, 0, TimeUnit.MINUTES), handler))
                .bind(7000)
                .sync();
    }

    private static final class Asking extends ChannelInboundHandlerAdapter {
        private final TwoHosts.Log log;
        private final CountDownLatch done;
        private int sent;

        Asking(TwoHosts.Log log, CountDownLatch done) {
            this.log = log;
            this.done = done;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            send(context);
        }

        private void send(ChannelHandlerContext context) {
            context.writeAndFlush(Unpooled.copiedBuffer("m" + sent++, StandardCharsets.US_ASCII));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            log.add("client read " + text(message));
            ((ByteBuf) message).release();
            if (sent < 5) {
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

    private static void ask(TwoHosts.Log log) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        new Bootstrap()
                .group(loops())
                .channel(NioSocketChannel.class)
                .handler(adding(new ReadTimeoutHandler(3, TimeUnit.HOURS), new Asking(log, done)))
                .connect("server", 7000)
                .sync();
        done.await();
    }

    private static TwoHosts.Outcome run(long seed) throws IOException {
        return TwoHosts.run(seed, NettyTest::serve, NettyTest::ask);
    }

    @Test
    void theSameSeedGivesTheSameAndAnotherDoesNot() throws IOException {
        TwoHosts.Outcome first = run(1);
        assertThat(first.log()).anyMatch(line -> line.endsWith("client ReadTimeoutException"));
        assertThat(first.log()).filteredOn(line -> line.endsWith("server idle")).hasSize(8);
        TwoHosts.Outcome second = run(1);
        assertThat(second.log()).isEqualTo(first.log());
        assertThat(second.capture()).isEqualTo(first.capture());
        assertThat(second.decisions()).isEqualTo(first.decisions());
        assertThat(run(2).log()).isNotEqualTo(first.log());
    }
}
