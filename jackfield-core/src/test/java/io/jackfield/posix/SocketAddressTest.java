package io.jackfield.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.address.IpAddress;

import org.junit.jupiter.api.Test;

import java.util.HexFormat;

/** CLAIMS 2: sixteen octets, zero padding, the port in network order. */
class SocketAddressTest {
    @Test
    void inetHasLinuxOctets() {
        SocketAddress address = SocketAddress.inet(IpAddress.of("127.0.0.1"), 9600);
        assertThat(HexFormat.of().formatHex(address.octets()))
                .isEqualTo("02002580" + "7f000001" + "0000000000000000");
        assertThat(address.toString()).isEqualTo("127.0.0.1:9600");
    }

    @Test
    void inet6HasLinuxOctets() {
        SocketAddress address = SocketAddress.inet6(IpAddress.of("10.0.0.1"), 80, 3);
        assertThat(HexFormat.of().formatHex(address.octets()))
                .isEqualTo(
                        "0a000050" + "00000000" + "00000000000000000000ffff0a000001" + "03000000");
        assertThat(address.address()).isEqualTo(IpAddress.of("10.0.0.1"));
        assertThat(address.scopeId()).isEqualTo(3);
    }

    @Test
    void aShortBufferCutsTheAddressAndTellsItsLength() {
        SocketAddressBuffer room = new SocketAddressBuffer(8);
        room.set(SocketAddress.inet(IpAddress.of("1.2.3.4"), 5));
        assertThat(room.length()).isEqualTo(16);
        assertThat(room.address().length()).isEqualTo(8);
        assertThat(room.address().isComplete()).isFalse();
    }

    @Test
    void everyErrnoIsFoundByItsResult() {
        for (Errno errno : Errno.values()) {
            assertThat(Errno.of(errno.result())).isSameAs(errno);
        }
        assertThat(Errno.of(-111)).isSameAs(Errno.ECONNREFUSED);
        assertThatThrownBy(() -> Errno.of(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Errno.of(-127)).isInstanceOf(IllegalArgumentException.class);
    }
}
