package io.jackfield.socket;

import io.jackfield.observe.TcpInfo;
import io.jackfield.observe.TcpState;
import io.jackfield.tcp.TcpListener;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** struct tcp_info of Linux, as far as there is something to tell; the rest is 0. */
final class TcpInfoStruct {
    /** As of Linux 6.18; what stands behind 248 is about Accurate ECN. */
    private static final int LENGTH = 280;

    private static final int TIMESTAMPS = 1;
    private static final int SACK = 2;
    private static final int SCALED = 4;

    private TcpInfoStruct() {}

    /** Of a socket without a connection; a listener tells how many wait, and its backlog. */
    static byte[] of(@Nullable TcpListener listener) {
        byte[] octets = new byte[LENGTH];
        octets[0] = (byte) (listener == null ? TcpState.CLOSED : TcpState.LISTEN).number();
        if (listener != null) {
            ByteBuffer to = ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder());
            to.putInt(24, listener.waiting()).putInt(28, listener.backlog());
        }
        return octets;
    }

    static byte[] of(TcpInfo info) {
        byte[] octets = new byte[LENGTH];
        ByteBuffer to = ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder());
        to.put(0, (byte) info.state().number());
        to.put(1, (byte) congestionState(info.recoveryState()));
        to.put(2, (byte) info.retransmits());
        to.put(3, (byte) info.probes());
        to.put(4, (byte) info.backoff());
        boolean scaled = info.sendScale() != 0 || info.receiveScale() != 0;
        to.put(
                5,
                (byte)
                        ((info.timestamps() ? TIMESTAMPS : 0)
                                | (info.sack() ? SACK : 0)
                                | (scaled ? SCALED : 0)));
        to.put(6, (byte) (info.sendScale() | info.receiveScale() << 4));
        to.putInt(8, micros(info.rtoNanos()));
        to.putInt(12, micros(info.atoNanos()));
        to.putInt(16, info.sendMss());
        to.putInt(20, info.receiveMss());
        to.putInt(24, segments(info.unacked(), info));
        to.putInt(28, segments(info.sacked(), info));
        to.putInt(32, segments(info.lost(), info));
        to.putInt(36, segments(info.retransmittedInFlight(), info));
        to.putInt(44, (int) (info.lastSendNanos() / 1_000_000));
        to.putInt(52, (int) (info.lastDataReceivedNanos() / 1_000_000));
        to.putInt(56, (int) (info.lastAckReceivedNanos() / 1_000_000));
        to.putInt(60, info.pathMtu());
        to.putInt(64, (int) info.receiveSsthresh());
        to.putInt(68, micros(info.srttNanos()));
        to.putInt(72, micros(info.rttvarNanos()));
        to.putInt(
                76,
                info.ssthresh() == Long.MAX_VALUE
                        ? Integer.MAX_VALUE
                        : segments(info.ssthresh(), info));
        to.putInt(80, segments(info.cwnd(), info));
        to.putInt(84, info.advertisedMss());
        to.putInt(88, info.reordering());
        to.putInt(92, micros(info.receiveRttNanos()));
        to.putInt(96, (int) info.receiveSpace());
        to.putInt(100, (int) info.totalRetransmits());
        to.putLong(104, info.pacingRate());
        to.putLong(120, info.bytesAcked());
        to.putLong(128, info.bytesReceived());
        to.putInt(136, (int) info.segmentsOut());
        to.putInt(140, (int) info.segmentsIn());
        to.putInt(144, (int) info.notSent());
        to.putInt(148, micros(info.minRttNanos()));
        to.putInt(192, (int) info.delivered());
        to.putLong(200, info.bytesSent());
        to.putLong(208, info.bytesRetransmitted());
        to.putInt(228, (int) info.sendWindow());
        to.putInt(232, (int) info.receiveWindow());
        return octets;
    }

    private static int micros(long nanos) {
        return (int) Math.min(nanos / 1000, Integer.MAX_VALUE);
    }

    private static int segments(long octets, TcpInfo info) {
        int mss = Math.max(info.sendMss(), 1);
        return (int) Math.min((octets + mss - 1) / mss, Integer.MAX_VALUE);
    }

    private static int congestionState(String name) {
        return switch (name) {
            case "DISORDER" -> 1;
            case "CWR" -> 2;
            case "RECOVERY" -> 3;
            case "LOSS" -> 4;
            default -> 0;
        };
    }
}
