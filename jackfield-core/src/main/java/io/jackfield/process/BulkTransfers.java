package io.jackfield.process;

import io.jackfield.buffer.Slab;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.socket.Socket;
import io.jackfield.socket.StreamSocket;
import io.jackfield.tcp.receive.Taking;
import io.jackfield.tcp.send.Loan;
import io.jackfield.time.Deadline;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * Copies of many octets between a user and a stream socket, done without the host's lock. Writers
 * of one socket take turns, as on Linux, where a sender holds the socket until it has to sleep: so
 * what fits into the buffer is not mixed with what others write.
 */
final class BulkTransfers {
    /** Flags that change nothing about where octets go. */
    private static final int PLAIN =
            MessageFlags.MSG_DONTWAIT
                    | MessageFlags.MSG_NOSIGNAL
                    | MessageFlags.MSG_MORE
                    | MessageFlags.MSG_WAITALL;

    private final Process process;

    BulkTransfers(Process process) {
        this.process = process;
    }

    /** {@link Socket#receive}; without the lock while many octets are copied. */
    int receive(
            Socket socket,
            ByteBuffer to,
            int flags,
            @Nullable SocketAddressBuffer from,
            @Nullable Message message) {
        Kernel kernel = process.kernel();
        Taking taking =
                to.remaining() >= Slab.BULK
                                && from == null
                                && (flags & ~PLAIN) == 0
                                && !to.isReadOnly()
                                && socket instanceof StreamSocket stream
                        ? stream.take(to.remaining())
                        : null;
        if (taking == null) {
            return message == null
                    ? socket.receive(to, flags, from, kernel.nowNanos())
                    : socket.receiveMessage(to, flags, message, kernel.nowNanos());
        }
        int octets = taking.octets();
        process.blocking().beginCopy();
        try {
            taking.moveTo(to);
        } finally {
            process.blocking().endCopy();
            ((StreamSocket) socket).taken(taking, kernel.nowNanos());
        }
        return octets;
    }

    /** {@link Socket#send}; without the lock while many octets are copied. */
    int send(
            Socket socket,
            ByteBuffer data,
            int flags,
            @Nullable SocketAddress to,
            @Nullable ByteBuffer control) {
        Kernel kernel = process.kernel();
        if (control != null || !isBulk(socket, data, flags)) {
            return socket.send(data, flags, to, control, kernel.nowNanos());
        }
        StreamSocket stream = (StreamSocket) socket;
        Loan loan = stream.lend(data.remaining());
        if (loan == null) {
            return socket.send(data, flags, to, null, kernel.nowNanos());
        }
        int start = data.position();
        boolean isFilled = false;
        process.blocking().beginCopy();
        try {
            try {
                loan.fill(data);
            } finally {
                process.blocking().endCopy();
            }
            isFilled = true;
        } finally {
            if (!isFilled) {
                loan.giveBack();
            }
        }
        int sent = stream.send(loan, flags, kernel.nowNanos());
        if (sent < 0) {
            data.position(start);
        }
        return sent;
    }

    /** Sleeps while another writer has the turn; 0 or -EINTR. */
    int awaitTurn(Socket socket) {
        while (socket instanceof StreamSocket stream && stream.hasWriter()) {
            int slept =
                    process.blocking()
                            .sleepOn(socket.waiters(), StreamSocket.TURN, Deadline.NEVER, "send");
            if (slept < 0) {
                return slept;
            }
        }
        return 0;
    }

    /** Takes the turn if many octets are to be sent; true if it was taken. */
    boolean takeTurn(Socket socket, ByteBuffer data, int flags) {
        boolean isBulk = isBulk(socket, data, flags);
        if (isBulk) {
            ((StreamSocket) socket).beginTurn();
        }
        return isBulk;
    }

    /** The call is over. */
    void end() {
        process.blocking().takeInterrupt();
    }

    /** Ends the turn if the caller has it; always false. */
    boolean endTurn(Socket socket, boolean hasTurn) {
        if (hasTurn) {
            ((StreamSocket) socket).endTurn();
        }
        return false;
    }

    private static boolean isBulk(Socket socket, ByteBuffer data, int flags) {
        return data.remaining() >= Slab.BULK
                && (flags & ~PLAIN) == 0
                && socket instanceof StreamSocket;
    }
}
