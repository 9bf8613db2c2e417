package io.jackfield.tcp;

import io.jackfield.observe.Setting;
import io.jackfield.port.Binding;
import io.jackfield.port.ReuseGroup;
import io.jackfield.tcp.open.AcceptQueue;
import io.jackfield.tcp.open.SynCookies;
import io.jackfield.tcp.open.SynQueue;

import org.jspecify.annotations.Nullable;

/** A passive OPEN (RFC 9293 §3.10.1): a port in LISTEN and the two queues behind it. */
public final class TcpListener {
    final Tcp tcp;
    final Binding<TcpListener> binding;
    private final ListenerUser user;
    private final SynQueue<TcpListener> synQueue = new SynQueue<>(this);
    private final AcceptQueue<TcpConnection> acceptQueue = new AcceptQueue<>(0);
    private TcpOptions options;
    private boolean isListening;
    private long floodedNanos = Long.MIN_VALUE;
    private @Nullable ReuseGroup<TcpListener> heirs;

    TcpListener(Tcp tcp, ListenerUser user, Binding<TcpListener> binding, TcpOptions options) {
        this.tcp = tcp;
        this.user = user;
        this.binding = binding;
        this.options = options;
    }

    public Binding<TcpListener> binding() {
        return binding;
    }

    public TcpOptions options() {
        return options;
    }

    /** Connections accepted from now on begin with these. */
    public void options(TcpOptions changed) {
        options = changed;
    }

    public boolean isListening() {
        return isListening;
    }

    void isListening(boolean listening) {
        isListening = listening;
    }

    /** The backlog as listen(2) set it, capped by somaxconn. */
    public int backlog() {
        return acceptQueue.backlog();
    }

    SynQueue<TcpListener> synQueue() {
        return synQueue;
    }

    AcceptQueue<TcpConnection> acceptQueue() {
        return acceptQueue;
    }

    /** Requests in SYN-RECEIVED. */
    public int requests() {
        return synQueue.size();
    }

    /** Connections that wait for accept: what {@code ss} shows as the listener's Recv-Q. */
    public int waiting() {
        return acceptQueue.size();
    }

    /** LINUX.md 12: no room for another request. */
    boolean isSynQueueFull() {
        return synQueue.isFull(backlog());
    }

    /** LINUX.md 13: no room for another request of a stranger, where there are no cookies. */
    boolean isLastQuarterReached() {
        return synQueue.isInLastQuarter(tcp.settings().get(Setting.TCP_MAX_SYN_BACKLOG));
    }

    /** A cookie goes out, of which an ACK may come back. */
    void cookieSent(long nowNanos) {
        ReuseGroup<TcpListener> group = binding.group();
        if (group == null) {
            floodedNanos = nowNanos;
        } else {
            group.floodedNanos(nowNanos);
        }
    }

    /** Whether an ACK may be that of a cookie: one was sent not long ago. */
    boolean mayExpectCookie(long nowNanos) {
        ReuseGroup<TcpListener> group = binding.group();
        long sentNanos = group == null ? floodedNanos : group.floodedNanos();
        return sentNanos != Long.MIN_VALUE && nowNanos - sentNanos <= SynCookies.VALID_NANOS;
    }

    /** The SO_REUSEPORT group that it was in, if that takes over what it leaves. */
    @Nullable ReuseGroup<TcpListener> heirs() {
        return heirs;
    }

    void heirs(@Nullable ReuseGroup<TcpListener> group) {
        heirs = group;
    }

    /** The handshake of a connection is complete. */
    void completed(TcpConnection connection) {
        acceptQueue.add(connection);
        user.acceptable(this);
    }

    /** accept(2): the connection that has waited longest, alive or not (LINUX.md 21); or null. */
    public @Nullable TcpConnection accept() {
        return acceptQueue.poll();
    }
}
