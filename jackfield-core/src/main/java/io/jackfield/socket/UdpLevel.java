package io.jackfield.socket;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Option;
import io.jackfield.udp.UdpEndpoint;
import io.jackfield.udp.UdpOptions;

import java.nio.ByteBuffer;

/** The options of SOL_UDP. */
final class UdpLevel {
    private static final int MOST_SEGMENT = 0xffff;

    private UdpLevel() {}

    static int set(DatagramOptions socket, int name, ByteBuffer value, long nowNanos) {
        if (!OptionValue.hasInt(value)) {
            return Errno.EINVAL.result();
        }
        UdpOptions options = socket.endpoint().options();
        int number = OptionValue.getInt(value);
        switch (name) {
            case Option.UDP_CORK -> {
                options.cork(number != 0);
                if (number == 0) {
                    socket.push(nowNanos);
                }
            }
            case Option.UDP_SEGMENT -> {
                if (number < 0 || number > MOST_SEGMENT) {
                    return Errno.EINVAL.result();
                }
                options.segmentSize(number);
            }
            case Option.UDP_GRO -> {
                options.takeSuper(number != 0);
                socket.ask(Asked.SEGMENT_SIZE, number != 0);
            }
            case Option.UDP_NO_CHECK6_TX -> options.noCheck(false, number != 0);
            case Option.UDP_NO_CHECK6_RX -> options.takeUnchecked6(number != 0);
            default -> {
                return Errno.ENOPROTOOPT.result();
            }
        }
        return 0;
    }

    static int read(UdpEndpoint endpoint, int name, ByteBuffer room) {
        UdpOptions options = endpoint.options();
        return switch (name) {
            case Option.UDP_CORK -> OptionValue.putInt(room, options.isCorked() ? 1 : 0);
            case Option.UDP_SEGMENT -> OptionValue.putInt(room, options.segmentSize());
            case Option.UDP_GRO -> OptionValue.putInt(room, options.takesSuper() ? 1 : 0);
            case Option.UDP_NO_CHECK6_TX ->
                    OptionValue.putInt(room, options.isNoCheck(false) ? 1 : 0);
            case Option.UDP_NO_CHECK6_RX ->
                    OptionValue.putInt(room, options.takesUnchecked6() ? 1 : 0);
            default -> Errno.ENOPROTOOPT.result();
        };
    }
}
