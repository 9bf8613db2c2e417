package io.jackfield.host;

import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Observer;
import io.jackfield.observe.SocketSnapshot;
import io.jackfield.observe.UnixSnapshot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A computer as something that may lose its power, stand still, or have the wrong time, and that
 * can be looked into.
 */
public abstract sealed class Machine permits Host {
    /** What a shell reports for a program ended by SIGKILL. */
    static final int KILLED = 137;

    final String name;
    final HostKernel kernel;
    final List<NetworkInterface> interfaces = new ArrayList<>();

    Machine(String name, HostKernel kernel) {
        this.name = name;
        this.kernel = kernel;
    }

    /** Ends what runs Java programs, if there is something. */
    abstract void closeJava();

    /**
     * The power goes: programs, sockets and all that the host has learnt are gone at once, nothing
     * is sent, and nothing that comes is answered. What is configured stays: interfaces, addresses,
     * routes, settings, filters.
     */
    public final void crash() {
        kernel.call(
                () -> {
                    if (!kernel.isDown()) {
                        kernel.crash(interfaces, KILLED);
                    }
                });
        closeJava();
    }

    /** The power is back. The host runs no program; who had a connection with it gets a RST. */
    public final void restart() {
        kernel.call(() -> kernel.restart(interfaces));
    }

    /** Whether it has crashed and was not restarted. */
    public final boolean isDown() {
        return kernel.call(kernel::isDown);
    }

    final void requireUp() {
        if (isDown()) {
            throw new IllegalStateException(name + " is down: restart() comes first");
        }
    }

    /**
     * The host stands still, as a virtual machine that is being moved: none of its threads gets out
     * of or into a system call, no timer fires, packets queue up to the bound of a busy host, and
     * time goes on. A thread of a deterministic or real-time world that makes no calls is not held.
     */
    public final void pause() {
        kernel.call(kernel::pause);
    }

    /** Ends a {@link #pause}: what was due happens now. */
    public final void resume() {
        kernel.call(kernel::resume);
    }

    public final boolean isPaused() {
        return kernel.call(kernel::isPaused);
    }

    /** Has the wall clock of its programs show another time: so far ahead, behind if negative. */
    public final void clockOffset(Duration ahead) {
        kernel.call(() -> kernel.wallClock().offset(ahead, kernel.nowNanos()));
    }

    /** Has the wall clock of its programs gain so many microseconds a second, or lose them. */
    public final void clockSkew(double ppm) {
        kernel.call(() -> kernel.wallClock().skew(ppm, kernel.nowNanos()));
    }

    /** What the wall clock of its programs shows: nanoseconds since 1970. */
    public final long wallNanos() {
        return kernel.wallNanos();
    }

    /* What can be seen of it. */

    /** Open file descriptions of all processes. */
    public final int openFiles() {
        return kernel.call(kernel.processes()::openFiles);
    }

    /** Lets somebody listen to what happens on this host, under its lock. */
    public final void observe(Observer observer) {
        kernel.call(() -> kernel.observatory().add(observer));
    }

    /** The counters as they are now, those that are not zero. */
    public final Map<Counter, Long> counts() {
        return kernel.call(kernel.counters()::snapshot);
    }

    /** The sockets of all processes and what nobody holds any more, as {@code ss -tua} lists. */
    public final List<SocketSnapshot> sockets() {
        return kernel.call(() -> SocketTable.of(kernel));
    }

    /**
     * What a program on Linux would read below /proc: {@code proc("net/tcp")}, tcp6, udp, udp6,
     * raw, raw6, snmp, snmp6, netstat, sockstat, sockstat6, and each setting, {@code
     * proc("sys/net/ipv4/tcp_syncookies")}.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    public final String proc(String path) {
        return kernel.call(() -> new ProcFiles(kernel).read(path));
    }

    /** The sockets of AF_UNIX of all processes, as {@code ss -xa} lists. */
    public final List<UnixSnapshot> unixSockets() {
        return kernel.call(() -> UnixTable.of(kernel));
    }

    /** Slabs that packets and queues hold now; 0 on a quiet host. */
    public final int slabsOut() {
        return kernel.call(kernel.slabs()::outstanding);
    }

    /** Timers that are armed now. */
    public final int timersArmed() {
        return kernel.call(kernel.timers()::size);
    }
}
