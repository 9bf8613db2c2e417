package io.jackfield.jdk.channel;

import io.jackfield.process.Watch;

import org.jspecify.annotations.Nullable;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectionKey;
import java.util.concurrent.atomic.AtomicInteger;

/** A channel's registration with a {@link ReadySelector}. */
final class ReadyKey extends AbstractSelectionKey {
    private final ReadySelector selector;
    private final Door door;
    private final AtomicInteger interest = new AtomicInteger();
    private volatile int ready;

    /** Null until the selector has begun to watch, and where the descriptor was closed by then. */
    private volatile @Nullable Watch watch;

    ReadyKey(ReadySelector selector, Door door) {
        this.selector = selector;
        this.door = door;
    }

    Door door() {
        return door;
    }

    @Nullable Watch watch() {
        return watch;
    }

    void watch(@Nullable Watch begun) {
        watch = begun;
    }

    @Override
    public SelectableChannel channel() {
        return (SelectableChannel) door;
    }

    @Override
    public Selector selector() {
        return selector;
    }

    private void ensureValid() {
        if (!isValid()) {
            throw new CancelledKeyException();
        }
    }

    @Override
    public int interestOps() {
        ensureValid();
        return interest.get();
    }

    @Override
    public SelectionKey interestOps(int ops) {
        ensureValid();
        set(ops);
        return this;
    }

    @Override
    public int interestOpsOr(int ops) {
        ensureValid();
        int before = interest.get();
        while (!interest.compareAndSet(before, checked(before | ops))) {
            before = interest.get();
        }
        selector.interestChanged(this);
        return before;
    }

    @Override
    public int interestOpsAnd(int ops) {
        ensureValid();
        int before = interest.getAndUpdate(now -> now & ops);
        selector.interestChanged(this);
        return before;
    }

    /** Sets the interest without asking whether the key is valid: registering does. */
    void set(int ops) {
        interest.set(checked(ops));
        selector.interestChanged(this);
    }

    private int checked(int ops) {
        if ((ops & ~channel().validOps()) != 0) {
            throw new IllegalArgumentException();
        }
        return ops;
    }

    /** The interest set of a key that may be cancelled. */
    int interest() {
        return interest.get();
    }

    @Override
    public int readyOps() {
        ensureValid();
        return ready;
    }

    /** Sets the ready operations; true if that changes them. */
    boolean ready(int ops) {
        boolean changes = ready != ops;
        ready = ops;
        return changes;
    }

    int ready() {
        return ready;
    }
}
