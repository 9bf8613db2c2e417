package io.jackfield.icmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.ip.ErrorReporter.Trouble;
import io.jackfield.ip.IcmpError;
import io.jackfield.ip.IcmpError.Kind;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.posix.Errno;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LINUX.md 1.5, and Linux's own tables for what it does not list. */
class ErrorTableTest {
    private static IcmpMessage message(boolean v4, int type, int code, int rest) {
        IpAddress from = IpAddress.of(v4 ? "10.0.0.1" : "fd00::1");
        IpAddress to = IpAddress.of(v4 ? "10.0.0.2" : "fd00::2");
        return new IcmpMessage(from, to, type, code, rest);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 0, ENETUNREACH, false",
        "3, 1, EHOSTUNREACH, false",
        "3, 2, ENOPROTOOPT, true",
        "3, 3, ECONNREFUSED, true",
        "3, 4, EMSGSIZE, false",
        "3, 5, EOPNOTSUPP, false",
        "3, 6, ENETUNREACH, true",
        "3, 7, EHOSTDOWN, true",
        "3, 8, ENONET, true",
        "3, 9, ENETUNREACH, true",
        "3, 10, EHOSTUNREACH, true",
        "3, 11, ENETUNREACH, false",
        "3, 12, EHOSTUNREACH, false",
        "3, 13, EHOSTUNREACH, true",
        "3, 14, EHOSTUNREACH, true",
        "3, 15, EHOSTUNREACH, true",
        "11, 0, EHOSTUNREACH, false",
        "11, 1, EHOSTUNREACH, false",
        "12, 0, EPROTO, true",
    })
    void icmpSaysToASocket(int type, int code, Errno errno, boolean isFatal) {
        IcmpError error = ErrorTable.read(message(true, type, code, 0));
        assertThat(error).isNotNull();
        assertThat(error.errno()).isEqualTo(errno.number());
        assertThat(error.isFatal()).isEqualTo(isFatal);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, ENETUNREACH, false",
        "1, 1, EACCES, true",
        "1, 2, EHOSTUNREACH, false",
        "1, 3, EHOSTUNREACH, false",
        "1, 4, ECONNREFUSED, true",
        "1, 5, EACCES, true",
        "1, 6, EACCES, true",
        "2, 0, EMSGSIZE, false",
        "3, 0, EHOSTUNREACH, false",
        "4, 1, EPROTO, true",
    })
    void icmpv6SaysToASocket(int type, int code, Errno errno, boolean isFatal) {
        IcmpError error = ErrorTable.read(message(false, type, code, 0));
        assertThat(error).isNotNull();
        assertThat(error.errno()).isEqualTo(errno.number());
        assertThat(error.isFatal()).isEqualTo(isFatal);
    }

    @Test
    void whatNobodyActsOnIsNoError() {
        assertThat(ErrorTable.read(message(true, 4, 0, 0))).isNull();
        assertThat(ErrorTable.read(message(true, 5, 0, 0))).isNull();
        assertThat(ErrorTable.read(message(true, 3, 16, 0))).isNull();
        assertThat(ErrorTable.read(message(false, 1, 7, 0))).isNull();
    }

    @Test
    void theMtuIsReadAsWideAsItIs() {
        assertThat(ErrorTable.read(message(true, 3, 4, 0x1234_0578)).mtu()).isEqualTo(1400);
        assertThat(ErrorTable.read(message(false, 2, 0, 70_000)).mtu()).isEqualTo(70_000);
        assertThat(ErrorTable.read(message(false, 2, 0, -1)).mtu()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void everyTroubleReadsBackAsWhatItIs() {
        for (boolean v4 : new boolean[] {true, false}) {
            for (Trouble trouble : Trouble.values()) {
                int type = ErrorTable.type(trouble, v4);
                int code = ErrorTable.code(trouble, v4);
                IcmpError error = ErrorTable.read(message(v4, type, code, 1400));
                assertThat(error).isNotNull();
                assertThat(error.kind()).isEqualTo(kind(trouble, v4));
            }
        }
    }

    private static Kind kind(Trouble trouble, boolean v4) {
        return switch (trouble) {
            case PACKET_TOO_BIG -> Kind.PACKET_TOO_BIG;
            case HOP_LIMIT_EXCEEDED, REASSEMBLY_TIME_EXCEEDED -> Kind.TIME_EXCEEDED;
            case PARAMETER_PROBLEM, INCOMPLETE_HEADER_CHAIN -> Kind.PARAMETER_PROBLEM;
            case PROTOCOL_UNREACHABLE -> v4 ? Kind.UNREACHABLE : Kind.PARAMETER_PROBLEM;
            case NET_UNREACHABLE,
                    HOST_UNREACHABLE,
                    PORT_UNREACHABLE,
                    ADMINISTRATIVELY_PROHIBITED,
                    BEYOND_SCOPE ->
                    Kind.UNREACHABLE;
        };
    }
}
