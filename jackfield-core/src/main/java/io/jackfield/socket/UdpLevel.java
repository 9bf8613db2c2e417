package io.jackfield.socket;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Option;
import io.jackfield.udp.UdpEndpoint;
import io.jackfield.udp.UdpOptions;

import java.nio.ByteBuffer;

/** The options of SOL_UDP. */
final class UdpLevel {
    private UdpLevel() {}

    static int set(UdpEndpoint endpoint, int name, ByteBuffer value) {
        if (!OptionValue.hasInt(value)) {
            return Errno.EINVAL.result();
        }
        UdpOptions options = endpoint.options();
        int number = OptionValue.getInt(value);
        switch (name) {
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
            case Option.UDP_NO_CHECK6_TX ->
                    OptionValue.putInt(room, options.isNoCheck(false) ? 1 : 0);
            case Option.UDP_NO_CHECK6_RX ->
                    OptionValue.putInt(room, options.takesUnchecked6() ? 1 : 0);
            default -> Errno.ENOPROTOOPT.result();
        };
    }
}
