package io.jackfield.jdk;

import io.jackfield.jdk.async.AsyncGroup;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.IllegalChannelGroupException;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * The provider that the JDK finds as a service: a thread that belongs to a {@link Jvm} gets that
 * host's asynchronous channels and groups, every other thread the JDK's own. A channel of a group
 * is on the group's machine, whatever thread opens it.
 */
public final class JackfieldAsynchronousChannelProvider extends AsynchronousChannelProvider {
    @Override
    public AsynchronousChannelGroup openAsynchronousChannelGroup(int count, ThreadFactory factory)
            throws IOException {
        Jvm jvm = Jvm.current();
        return jvm == null
                ? JdkProvider.asynchronous().openAsynchronousChannelGroup(count, factory)
                : jvm.group(this, Executors.newFixedThreadPool(count, factory));
    }

    @Override
    public AsynchronousChannelGroup openAsynchronousChannelGroup(ExecutorService pool, int size)
            throws IOException {
        Jvm jvm = Jvm.current();
        return jvm == null
                ? JdkProvider.asynchronous().openAsynchronousChannelGroup(pool, size)
                : jvm.group(this, pool);
    }

    @Override
    public AsynchronousServerSocketChannel openAsynchronousServerSocketChannel(
            @Nullable AsynchronousChannelGroup group) throws IOException {
        AsyncGroup ours = ours(group);
        return ours == null
                ? JdkProvider.asynchronous().openAsynchronousServerSocketChannel(group)
                : ours.openListener();
    }

    @Override
    public AsynchronousSocketChannel openAsynchronousSocketChannel(
            @Nullable AsynchronousChannelGroup group) throws IOException {
        AsyncGroup ours = ours(group);
        return ours == null
                ? JdkProvider.asynchronous().openAsynchronousSocketChannel(group)
                : ours.openStream();
    }

    /** Null if the channel is to be the real machine's. */
    private @Nullable AsyncGroup ours(@Nullable AsynchronousChannelGroup group) {
        if (group instanceof AsyncGroup ours) {
            return ours;
        }
        Jvm jvm = Jvm.current();
        if (jvm == null) {
            return null;
        }
        if (group != null) {
            throw new IllegalChannelGroupException(); // the real machine's, on a host
        }
        return jvm.usualGroup(this);
    }
}
