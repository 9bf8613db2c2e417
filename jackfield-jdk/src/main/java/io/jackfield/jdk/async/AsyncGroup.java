package io.jackfield.jdk.async;

import java.io.IOException;
import java.nio.channels.AsynchronousChannel;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ShutdownChannelGroupException;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Channels whose results are handled by the threads of one pool. The pool ends when the group was
 * shut down and its last channel is closed.
 */
public final class AsyncGroup extends AsynchronousChannelGroup {
    /** Opens streams, and runs things as the machine's own, whose group this is. */
    private final AsyncMachine machine;

    private final ExecutorService pool;
    private final ReentrantLock lock = new ReentrantLock();

    // The following are guarded by lock.
    private final Set<AsynchronousChannel> channels = new LinkedHashSet<>();
    private boolean shut;

    /** A group of a machine. */
    public AsyncGroup(
            AsynchronousChannelProvider provider, AsyncMachine machine, ExecutorService pool) {
        super(provider);
        this.machine = machine;
        this.pool = pool;
    }

    /** A new stream of the machine. */
    public AsynchronousSocketChannel openStream() throws IOException {
        return add(new AsyncStream(this, machine.provider().openSocketChannel()));
    }

    /** A new listener of the machine. */
    public AsynchronousServerSocketChannel openListener() throws IOException {
        return add(new AsyncListener(this, machine.provider().openServerSocketChannel()));
    }

    /** The channel is the group's from now on, unless the group was shut down. */
    <C extends AsynchronousChannel> C add(C channel) throws IOException {
        if (!takes(channel)) {
            channel.close();
            throw new ShutdownChannelGroupException();
        }
        return channel;
    }

    private boolean takes(AsynchronousChannel channel) {
        lock.lock();
        try {
            return !shut && channels.add(channel);
        } finally {
            lock.unlock();
        }
    }

    void remove(AsynchronousChannel channel) {
        lock.lock();
        try {
            channels.remove(channel);
            endIfEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void endIfEmpty() {
        if (shut && channels.isEmpty()) {
            pool.shutdown();
        }
    }

    /** Makes a call that may sleep. */
    void begin(Runnable call) {
        machine.run(() -> Thread.ofVirtual().name("async").start(() -> machine.run(call)));
    }

    /** Runs a handler on a thread of the pool; nobody hears it when the pool is gone. */
    void handle(Runnable handler) {
        machine.run(
                () -> {
                    try {
                        pool.execute(handler);
                    } catch (RejectedExecutionException e) {
                        // shut down by its owner: as with the JDK, the result is lost
                    }
                });
    }

    @Override
    public boolean isShutdown() {
        lock.lock();
        try {
            return shut;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isTerminated() {
        return pool.isTerminated();
    }

    @Override
    public void shutdown() {
        lock.lock();
        try {
            shut = true;
            endIfEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void shutdownNow() throws IOException {
        shutdown();
        for (AsynchronousChannel channel : open()) {
            channel.close();
        }
    }

    private List<AsynchronousChannel> open() {
        lock.lock();
        try {
            return List.copyOf(channels);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return pool.awaitTermination(timeout, unit);
    }
}
