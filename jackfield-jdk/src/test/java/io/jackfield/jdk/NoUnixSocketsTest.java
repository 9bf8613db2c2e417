package io.jackfield.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Callable;

/**
 * A host has no AF_UNIX: what the JDK says on a system without it; and nobody left it a channel.
 */
class NoUnixSocketsTest {
    private static final StandardProtocolFamily UNIX = StandardProtocolFamily.UNIX;

    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    private void assertUnsupported(Callable<?> open) {
        assertThatThrownBy(() -> machines.client().call(open::call))
                .isExactlyInstanceOf(UnsupportedOperationException.class)
                .hasMessage("Protocol family not supported");
    }

    @Test
    void channelsOfTheFamilyAreRefused() {
        assertUnsupported(() -> SocketChannel.open(UNIX));
        assertUnsupported(() -> ServerSocketChannel.open(UNIX));
        assertUnsupported(() -> DatagramChannel.open(UNIX));
        assertUnsupported(() -> SocketChannel.open(UnixDomainSocketAddress.of("/tmp/none")));
    }

    @Test
    void noChannelIsInherited() throws Exception {
        assertThat(machines.client().call(() -> System.inheritedChannel() == null)).isTrue();
    }
}
