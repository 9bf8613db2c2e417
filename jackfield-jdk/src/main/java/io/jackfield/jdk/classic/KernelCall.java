package io.jackfield.jdk.classic;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;

/** A call of the adaptor of one of the JDK's channels, whose failures are said as java.net does. */
interface KernelCall<T> {
    T make() throws IOException;

    /** A call without a result. */
    interface Plain {
        void make() throws IOException;
    }

    static void run(Plain call) throws IOException {
        get(
                () -> {
                    call.make();
                    return true;
                });
    }

    static <T> T get(KernelCall<T> call) throws IOException {
        try {
            return call.make();
        } catch (ClosedByInterruptException e) {
            throw interrupted(e);
        } catch (ClosedChannelException e) {
            throw new SocketException("Socket closed", e);
        } catch (SocketException e) {
            boolean closed = "Socket is closed".equals(e.getMessage());
            throw closed ? new SocketException("Socket closed", e) : e;
        } catch (IOException e) {
            boolean plain = e.getClass() == IOException.class;
            throw plain ? new SocketException(e.getMessage(), e) : e;
        }
    }

    /** What makes java.net close the socket of a virtual thread, and say so. */
    private static IOException interrupted(ClosedByInterruptException e) {
        if (!Thread.currentThread().isVirtual()) {
            return new SocketException("Closed by interrupt", e);
        }
        InterruptedIOException interrupted = new InterruptedIOException();
        interrupted.initCause(e);
        return interrupted;
    }
}
