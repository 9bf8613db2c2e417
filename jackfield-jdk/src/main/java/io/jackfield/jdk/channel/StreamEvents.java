package io.jackfield.jdk.channel;

import io.jackfield.posix.Readiness;

import java.nio.channels.SelectionKey;

/** Between a stream's interest set and POLL bits, as the JDK translates them. */
final class StreamEvents {
    private StreamEvents() {}

    static int wanted(int ops) {
        int events = (ops & SelectionKey.OP_READ) != 0 ? Readiness.POLLIN : 0;
        boolean out = (ops & (SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT)) != 0;
        return out ? events | Readiness.POLLOUT : events;
    }

    static int ready(int events, int ops, StreamState state) {
        if ((events & (Readiness.POLLERR | Readiness.POLLHUP)) != 0) {
            return ops;
        }
        boolean connected = state.isConnected();
        int ready = 0;
        if ((events & Readiness.POLLIN) != 0 && connected) {
            ready |= SelectionKey.OP_READ;
        }
        if ((events & Readiness.POLLOUT) != 0) {
            ready |= connected ? SelectionKey.OP_WRITE : 0;
            ready |= state.isPending() ? SelectionKey.OP_CONNECT : 0;
        }
        return ready & ops;
    }
}
