package io.jackfield.tcp;

import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.port.Flow;
import io.jackfield.port.ReuseGroup;
import io.jackfield.tcp.open.ConnectionRequest;

import org.jspecify.annotations.Nullable;

/**
 * tcp_migrate_req: what a listener leaves behind when it closes goes to others of its SO_REUSEPORT
 * group (LINUX.md 47 to 49). Connections that wait for accept go at once; a request finds its new
 * listener when its ACK comes or its timer fires, among those that listen then.
 */
final class Heirs {
    private Heirs() {}

    static boolean isOn(Tcp tcp) {
        return tcp.settings().isOn(Setting.TCP_MIGRATE_REQ);
    }

    /** The listener that answers for a request: its own, or the heir of that; null if none does. */
    static @Nullable TcpListener listenerOf(ConnectionRequest<TcpListener> request) {
        TcpListener own = request.listener();
        return own.isListening() ? own : of(own, request);
    }

    /** Who takes over from a listener that has closed; null if nobody does. */
    private static @Nullable TcpListener of(TcpListener closed, Flow flow) {
        ReuseGroup<TcpListener> group = closed.heirs();
        if (group == null) {
            return null;
        }
        Tcp tcp = closed.tcp;
        TcpListener heir = isOn(tcp) ? tcp.ports().lookup(group, flow) : null;
        if (heir == null) {
            tcp.counters().increment(Counter.TCP_MIGRATE_REQ_FAILURE);
        }
        return heir;
    }

    /** Hands a connection that waits for accept on; false if nobody takes it. */
    static boolean take(TcpListener closed, TcpConnection waiting) {
        TcpListener heir = of(closed, waiting);
        if (heir == null) {
            return false;
        }
        closed.tcp.counters().increment(Counter.TCP_MIGRATE_REQ_SUCCESS);
        heir.completed(waiting);
        return true;
    }
}
