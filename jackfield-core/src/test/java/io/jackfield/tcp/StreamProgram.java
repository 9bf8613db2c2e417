package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.entropy.Forall.Draws;

import java.nio.ByteBuffer;

/** One end's program: it writes and reads pieces of random length, then closes its side. */
final class StreamProgram {
    private final Draws draws;
    private final TcpConnection connection;
    private final int sendTotal;
    private final int receiveTotal;
    private final int sendSalt;
    private final int receiveSalt;
    private int sent;
    private int received;
    private boolean isShut;
    private boolean sawEnd;

    StreamProgram(Draws draws, TcpConnection c, int sendTotal, int receiveTotal, int salt) {
        this.draws = draws;
        this.connection = c;
        this.sendTotal = sendTotal;
        this.receiveTotal = receiveTotal;
        this.sendSalt = salt;
        this.receiveSalt = 1 - salt;
    }

    TcpConnection connection() {
        return connection;
    }

    private static byte octet(int at, int salt) {
        return (byte) (at * 31 + (at >> 8) * 7 + salt);
    }

    void run(long nowNanos) {
        write(nowNanos);
        read(nowNanos);
    }

    private void write(long nowNanos) {
        while (sent < sendTotal) {
            int want = Math.min(sendTotal - sent, 1 + draws.below(70_000));
            byte[] octets = new byte[want];
            for (int i = 0; i < want; i++) {
                octets[i] = octet(sent + i, sendSalt);
            }
            int taken = SendCall.send(connection, ByteBuffer.wrap(octets), 0, nowNanos);
            if (taken < 0) {
                return;
            }
            sent += taken;
        }
        if (!isShut && connection.isSynchronized()) {
            isShut = true;
            CloseCall.shutdown(connection, CloseCall.SHUT_WR, nowNanos);
        }
    }

    private void read(long nowNanos) {
        byte[] octets = new byte[1 + draws.below(100_000)];
        if (draws.oneIn(4)) {
            return; // busy with something else
        }
        while (true) {
            int got = ReceiveCall.receive(connection, ByteBuffer.wrap(octets), 0, nowNanos);
            if (got <= 0) {
                sawEnd |= got == 0;
                return;
            }
            for (int i = 0; i < got; i++) {
                assertThat(octets[i]).isEqualTo(octet(received + i, receiveSalt));
            }
            received += got;
        }
    }

    boolean isFinished() {
        return sent == sendTotal && sawEnd && received == receiveTotal;
    }
}
