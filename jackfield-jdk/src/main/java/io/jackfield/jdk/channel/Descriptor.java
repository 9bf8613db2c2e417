package io.jackfield.jdk.channel;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Syscalls;
import io.jackfield.process.Process;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A descriptor in the hands of the JDK: closed as the JDK closes on Linux. While threads are
 * inside, the open file is replaced by one that is at its end already (dup2) and each thread is
 * interrupted with EINTR; the number itself is given back by the last one out.
 */
public final class Descriptor {
    private final Process process;
    private final int fd;
    private final int family;
    private final ReentrantLock lock = new ReentrantLock();

    private boolean endsByInterrupt;

    // The following are protected by lock.
    private @Nullable Thread[] inside = new Thread[2];
    private int count;
    private boolean closing;
    private boolean unregistering;
    private boolean released;

    /** A descriptor of a process; {@code family} is the socket's, AF_UNSPEC for a pipe. */
    public Descriptor(Process process, int fd, int family) {
        this.process = process;
        this.fd = fd;
        this.family = family;
    }

    public Syscalls os() {
        return process.calls();
    }

    Process process() {
        return process;
    }

    public int fd() {
        return fd;
    }

    public int family() {
        return family;
    }

    /** The calling thread goes in for a call that may sleep; false if the descriptor is closing. */
    public boolean enter() {
        lock.lock();
        try {
            if (closing || unregistering) {
                return false;
            }
            if (count == inside.length) {
                inside = Arrays.copyOf(inside, 2 * count);
            }
            inside[count++] = Thread.currentThread();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The calling thread comes out; the last one out of a closing descriptor releases it. */
    public void leave() {
        lock.lock();
        try {
            Thread me = Thread.currentThread();
            for (int i = count - 1; i >= 0; i--) {
                if (inside[i] == me) {
                    inside[i] = inside[--count];
                    inside[count] = null;
                    break;
                }
            }
            releaseIfEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Closes: at once when nobody is inside, else by waking everybody out. */
    public void close() {
        lock.lock();
        try {
            if (closing) {
                return;
            }
            closing = true;
            if (count > 0) {
                process.preClose(fd);
                interruptAll();
            }
            releaseIfEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Closes when the last selection key of the channel is gone; until then the number stays, and
     * nobody goes in any more.
     */
    public void closeWhenUnregistered() {
        lock.lock();
        try {
            unregistering = true;
        } finally {
            lock.unlock();
        }
    }

    /** Every thread that sleeps inside looks again (EINTR). */
    public void interruptInside() {
        lock.lock();
        try {
            interruptAll();
        } finally {
            lock.unlock();
        }
    }

    private void interruptAll() {
        for (int i = 0; i < count; i++) {
            Thread thread = inside[i];
            if (thread != null) {
                os().interrupt(thread);
            }
        }
    }

    public boolean isClosing() {
        lock.lock();
        try {
            return closing || unregistering;
        } finally {
            lock.unlock();
        }
    }

    /**
     * From now on an interrupt of a virtual thread ends its call here: so with java.net's sockets,
     * whose thread closes them; a channel is closed by whoever interrupts.
     */
    public void endCallsByInterrupt() {
        endsByInterrupt = true;
    }

    /** Whether a call that was ended by a signal is to be made again. */
    boolean makesAgain() {
        Thread thread = Thread.currentThread();
        boolean ended = endsByInterrupt && thread.isVirtual() && thread.isInterrupted();
        return !ended && !isClosing();
    }

    private void releaseIfEmpty() {
        if (closing && count == 0 && !released) {
            released = true;
            os().close(fd);
        }
    }

    /** fcntl: whether calls sleep. */
    public void configureBlocking(boolean blocking) {
        int flags = os().fcntl(fd, FileControl.F_GETFL, 0);
        if (flags >= 0) {
            os().fcntl(
                            fd,
                            FileControl.F_SETFL,
                            blocking
                                    ? flags & ~FileControl.O_NONBLOCK
                                    : flags | FileControl.O_NONBLOCK);
        }
    }

    /** getsockname; null if that fails. */
    public @Nullable InetSocketAddress localAddress() {
        SocketAddressBuffer name = new SocketAddressBuffer();
        return os().getsockname(fd, name) < 0 ? null : Addresses.fromPosix(name);
    }

    /** getsockname of a socket of any family; null if that fails. */
    @Nullable SocketAddress name() {
        SocketAddressBuffer name = new SocketAddressBuffer();
        return os().getsockname(fd, name) < 0 ? null : Addresses.shown(name.address());
    }

    /** getpeername; null if there is no peer. */
    public @Nullable InetSocketAddress peerAddress() {
        SocketAddressBuffer name = new SocketAddressBuffer();
        return os().getpeername(fd, name) < 0 ? null : Addresses.fromPosix(name);
    }

    /** Whether the socket takes both families. */
    public boolean isDual() {
        return family == Family.AF_INET6;
    }

    /** The wildcard address of the socket's family. */
    public IpAddress any() {
        return isDual() ? IpAddress.ANY6 : IpAddress.ANY4;
    }

    @Override
    public String toString() {
        return "fd " + fd;
    }
}
