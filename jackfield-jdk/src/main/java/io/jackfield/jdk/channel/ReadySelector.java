package io.jackfield.jdk.channel;

import io.jackfield.process.Process;
import io.jackfield.process.Selection;
import io.jackfield.process.Watch;
import io.jackfield.time.Deadline;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.IllegalSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A {@link Selector} over channels of ours: a ready list that the hosts' wait queues feed. It is no
 * descriptor and belongs to no host; it sleeps as the process does that opened it.
 */
final class ReadySelector extends AbstractSelector {
    /** Fewer than no key ready: what was listed had lost its events again. */
    private static final int NOTHING = -1;

    private final Process process;
    private final Selection selection;
    private final ReentrantLock selecting = new ReentrantLock();
    private final Set<SelectionKey> keys = ConcurrentHashMap.newKeySet();
    private final Set<SelectionKey> publicKeys = Collections.unmodifiableSet(keys);

    /** Guarded by selecting where we touch it; programs empty it between two selections. */
    private final SelectedKeys selected = new SelectedKeys();

    ReadySelector(SelectorProvider provider, Process process) {
        super(provider);
        this.process = process;
        this.selection = process.selection();
    }

    @Override
    public Set<SelectionKey> keys() {
        ensureOpen();
        return publicKeys;
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        ensureOpen();
        return selected;
    }

    private void ensureOpen() {
        if (!isOpen()) {
            throw new ClosedSelectorException();
        }
    }

    @Override
    protected SelectionKey register(
            AbstractSelectableChannel channel, int ops, @Nullable Object attachment) {
        if (!(channel instanceof Door door)) {
            IllegalSelectorException foreign = new IllegalSelectorException();
            foreign.initCause(
                    new IllegalStateException(
                            channel
                                    + " is the real machine's: the thread that opened it belongs to"
                                    + " no host (see Jvm: start, threads, provider)"));
            throw foreign;
        }
        ReadyKey key = new ReadyKey(this, door);
        if (attachment != null) {
            key.attach(attachment);
        }
        ensureOpen();
        keys.add(key);
        Descriptor descriptor = door.descriptor();
        key.watch(selection.watch(descriptor.process(), descriptor.fd(), key));
        try {
            key.set(ops);
        } catch (IllegalArgumentException e) {
            key.cancel();
            throw e;
        }
        return key;
    }

    /** The interest set of a key is another one. */
    void interestChanged(ReadyKey key) {
        Watch watch = key.watch();
        if (watch == null) {
            return;
        }
        int ops;
        do { // whoever changes it too while this is on its way comes before or after as a whole
            ops = key.interest();
            watch.want(key.door().pollEvents(ops));
        } while (ops != key.interest());
    }

    @Override
    public int selectNow() throws IOException {
        return selectWithin(null, 0);
    }

    @Override
    public int select() throws IOException {
        return selectWithin(null, -1);
    }

    @Override
    public int select(long timeoutMillis) throws IOException {
        return selectWithin(null, nanos(timeoutMillis));
    }

    @Override
    public int select(Consumer<SelectionKey> action, long timeoutMillis) throws IOException {
        return selectWithin(Objects.requireNonNull(action), nanos(timeoutMillis));
    }

    @Override
    public int select(Consumer<SelectionKey> action) throws IOException {
        return selectWithin(Objects.requireNonNull(action), -1);
    }

    @Override
    public int selectNow(Consumer<SelectionKey> action) throws IOException {
        return selectWithin(Objects.requireNonNull(action), 0);
    }

    private static long nanos(long timeoutMillis) {
        if (timeoutMillis < 0) {
            throw new IllegalArgumentException("Negative timeout");
        }
        return timeoutMillis == 0 ? -1 : TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    }

    private int selectWithin(@Nullable Consumer<SelectionKey> action, long timeoutNanos) {
        if (selecting.isHeldByCurrentThread()) {
            throw new IllegalStateException("select in progress");
        }
        process.throwIfAlreadyEnded();
        selecting.lock();
        try {
            ensureOpen();
            deregisterCancelled();
            long deadline = deadline(timeoutNanos);
            boolean again;
            int count;
            do {
                again = sleep(deadline);
                process.throwIfEnded();
                deregisterCancelled();
                count = collect(action);
            } while (again && count == NOTHING);
            return Math.max(0, count);
        } finally {
            selecting.unlock();
        }
    }

    /** When to give up; 0, which is past, for a selection that does not sleep. */
    private long deadline(long timeoutNanos) {
        if (timeoutNanos < 0) {
            return Deadline.NEVER;
        }
        return timeoutNanos == 0 ? 0 : Deadline.after(process.calls().nanoTime(), timeoutNanos);
    }

    /** Sleeps; true if it was neither woken up nor late. */
    private boolean sleep(long deadline) {
        try {
            begin();
            if (deadline != 0) {
                selection.await(deadline, false); // begin() sees to interrupts
            }
            return !selection.takeWakeup()
                    && (deadline == Deadline.NEVER || process.calls().nanoTime() < deadline);
        } finally {
            end();
        }
    }

    /**
     * Looks at every listed key once; what still has events is listed again. The number of keys
     * that it reported, or {@link #NOTHING} if all the events were over.
     */
    private int collect(@Nullable Consumer<SelectionKey> action) {
        int count = NOTHING;
        for (int left = selection.size(); left > 0; left--) {
            Watch watch = selection.next();
            if (watch == null) {
                break;
            }
            ReadyKey key = (ReadyKey) watch.key();
            if (!key.isValid()) {
                continue;
            }
            int events = watch.report();
            if (events == 0) {
                continue;
            }
            count = Math.max(0, count);
            int ops = key.door().readyOps(events, key.interest());
            if (ops != 0 && report(key, ops, action)) {
                count++;
            }
        }
        return count;
    }

    private boolean report(ReadyKey key, int ops, @Nullable Consumer<SelectionKey> action) {
        if (action != null) {
            key.ready(ops);
            action.accept(key);
            ensureOpen();
            return true;
        }
        if (selected.contains(key)) {
            return key.ready(key.ready() | ops);
        }
        key.ready(ops);
        return selected.select(key);
    }

    private void deregisterCancelled() {
        for (SelectionKey cancelled : CancelledKeys.take(cancelledKeys())) {
            deregister((ReadyKey) cancelled);
        }
    }

    private void deregister(ReadyKey key) {
        keys.remove(key);
        selected.remove(key);
        Watch watch = key.watch();
        if (watch != null) {
            watch.close();
        }
        super.deregister(key);
        if (!key.channel().isOpen() && !key.channel().isRegistered()) {
            key.door().lastKeyGone();
        }
    }

    @Override
    public Selector wakeup() {
        selection.wakeup();
        return this;
    }

    @Override
    protected void implCloseSelector() {
        wakeup();
        selecting.lock();
        try {
            deregisterCancelled();
            for (SelectionKey key : keys) {
                key.cancel();
                deregister((ReadyKey) key);
            }
            selected.clear();
        } finally {
            selecting.unlock();
        }
    }
}
