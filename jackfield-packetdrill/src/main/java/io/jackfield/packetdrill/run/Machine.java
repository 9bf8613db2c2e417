package io.jackfield.packetdrill.run;

import io.jackfield.posix.Syscalls;

import org.jspecify.annotations.Nullable;

import java.util.function.ToLongFunction;

/**
 * A computer with one process and one interface, tun0, at whose other end the script is. Used by
 * one thread; its time is nanoseconds since it was made.
 */
public interface Machine extends AutoCloseable {
    /** Now. */
    long nowNanos();

    /** How late things may be through no fault of the kernel's; 0 in virtual time. */
    long slackNanos();

    /** Lets time pass; what is sent meanwhile waits for {@link #next}. */
    void advance(long untilNanos);

    /** Has a packet arrive. */
    void inject(byte[] octets);

    /** The oldest packet sent that was not taken yet; null if none comes by then. */
    @Nullable Sniffed next(long untilNanos);

    /** Has the process make a call, in a thread that may sleep in it. */
    Pending start(ToLongFunction<Syscalls> call);

    /** The process has opened a TCP socket, which gets stock Linux's congestion control. */
    void opened(int fd);

    /** Lets time pass until the call has returned; false if it has not by then. */
    boolean await(Pending call, long untilNanos);

    /**
     * {@code sysctl -w}.
     *
     * @throws IllegalArgumentException if the kernel has no such setting, or not this value
     */
    void sysctl(String name, String value);

    /**
     * The interface's MTU.
     *
     * @throws IllegalArgumentException if the kernel does not take it
     */
    void mtu(int octets);

    /** Whether segments longer than the MTU are handed to the interface. */
    void segmentation(boolean isOn);

    @Override
    void close();
}
