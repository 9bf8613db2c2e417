package io.jackfield.linux;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** What is called of the C library: syscall(2), and sigaction(2) for the signal that interrupts. */
final class Libc {
    /** A real-time signal that neither the JVM nor the C library uses. */
    static final int SIGNAL = 60;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout ERRNO_LAYOUT = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            ERRNO_LAYOUT.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle SYSCALL =
            LINKER.downcallHandle(
                    symbol("syscall"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG),
                    Linker.Option.firstVariadicArg(1),
                    Linker.Option.captureCallState("errno"));

    /** struct sigaction of glibc: the handler, a mask of 128 octets, flags. */
    private static final int SIGACTION_OCTETS = 152;

    private Libc() {}

    private static MemorySegment symbol(String name) {
        return LINKER.defaultLookup().findOrThrow(name);
    }

    static MemorySegment errnoIn(Arena arena) {
        return arena.allocate(ERRNO_LAYOUT);
    }

    /**
     * The call with that number, on the calling thread.
     *
     * @param errno where the C library's errno is put: {@link #errnoIn}
     * @return the result, or −errno
     */
    static long call(
            MemorySegment errno, long number, long a, long b, long c, long d, long e, long f) {
        try {
            long result = (long) SYSCALL.invokeExact(errno, number, a, b, c, d, e, f);
            return result == -1 ? -(int) ERRNO.get(errno, 0L) : result;
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    /** From now on {@link #SIGNAL} ends a sleeping call with EINTR and does nothing else. */
    static void handleSignal() {
        AddressLayout pointer = ValueLayout.ADDRESS;
        MethodHandle sigaction =
                LINKER.downcallHandle(
                        symbol("sigaction"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, pointer, pointer));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment action = arena.allocate(SIGACTION_OCTETS, Long.BYTES);
            action.set(pointer, 0, symbol("abs")); // takes an int, as a handler does
            int answer = (int) sigaction.invokeExact(SIGNAL, action, MemorySegment.NULL);
            if (answer != 0) {
                throw new IllegalStateException("sigaction: " + answer);
            }
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }
}
