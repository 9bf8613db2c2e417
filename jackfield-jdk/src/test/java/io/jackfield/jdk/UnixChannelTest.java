package io.jackfield.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.net.StandardProtocolFamily.UNIX;

import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.BindException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.concurrent.FutureTask;
import java.util.zip.CRC32;

/**
 * The JDK's channels on UNIX domain sockets of a host; the machine's own have none of its paths.
 */
@Timeout(60)
class UnixChannelTest {
    private static final UnixDomainSocketAddress SERVICE =
            UnixDomainSocketAddress.of("/run/service.sock");
    private static final int BULK = 8 << 20;

    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    private static ServerSocketChannel listen() throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(UNIX);
        try {
            return listener.bind(SERVICE);
        } catch (IOException refused) {
            listener.close();
            throw refused;
        }
    }

    @Test
    void aPathIsItsHosts() throws Exception {
        ServerSocketChannel listener = machines.server().call(UnixChannelTest::listen);
        assertThatThrownBy(() -> machines.client().call(() -> SocketChannel.open(SERVICE)))
                .isExactlyInstanceOf(SocketException.class)
                .hasMessage("No such file or directory");
        SocketChannel channel = machines.server().call(() -> SocketChannel.open(SERVICE));
        assertThat(channel.getRemoteAddress()).isEqualTo(SERVICE);
        assertThat(Files.exists(SERVICE.getPath())).isFalse();
        channel.close();
        listener.close();
    }

    @Test
    void aPathIsFreeOnceItsListenerIsClosed() throws Exception {
        machines.server()
                .call(
                        () -> {
                            ServerSocketChannel first = listen();
                            assertThatThrownBy(UnixChannelTest::listen)
                                    .isExactlyInstanceOf(BindException.class)
                                    .hasMessage("Address already in use");
                            first.close();
                            assertThatThrownBy(() -> SocketChannel.open(SERVICE))
                                    .hasMessage("Connection refused");
                            Files.deleteIfExists(SERVICE.getPath()); // as programs do
                            listen().close();
                            return null;
                        });
    }

    @Test
    void aListenerWithoutAPathGetsOneOfItsOwn() throws Exception {
        machines.server()
                .call(
                        () -> {
                            try (ServerSocketChannel a = ServerSocketChannel.open(UNIX).bind(null);
                                    ServerSocketChannel b =
                                            ServerSocketChannel.open(UNIX).bind(null)) {
                                SocketAddress one = a.getLocalAddress();
                                assertThat(one).isNotEqualTo(b.getLocalAddress());
                                assertThat(one.toString())
                                        .startsWith(System.getProperty("java.io.tmpdir"))
                                        .matches(".*/socket_\\d+");
                                SocketChannel.open(one).close();
                            }
                            return null;
                        });
    }

    @Test
    @Effect("SO_PEERCRED")
    void thePeerIsKnownByItsUser() throws Exception {
        UnixDomainPrincipal peer =
                machines.server()
                        .call(
                                () -> {
                                    try (ServerSocketChannel _ = listen();
                                            SocketChannel channel = SocketChannel.open(SERVICE)) {
                                        return channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
                                    }
                                });
        assertThat(peer.user().getName()).isEqualTo("1000");
        assertThat(peer.group().getName()).isEqualTo("1000");
    }

    @Test
    @Effect("SO_SNDBUF")
    void theBufferIsWhatAWriterIsAheadOfThePeer() throws Exception {
        machines.server()
                .call(
                        () -> {
                            try (ServerSocketChannel _ = listen();
                                    SocketChannel channel = SocketChannel.open(SERVICE);
                                    SocketChannel wide = SocketChannel.open(SERVICE)) {
                                channel.setOption(StandardSocketOptions.SO_SNDBUF, 4096);
                                assertThat(writable(channel)).isLessThan(8192);
                                wide.setOption(StandardSocketOptions.SO_SNDBUF, 100_000);
                                assertThat(writable(wide)).isGreaterThan(80_000);
                            }
                            return null;
                        });
    }

    private static int writable(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        int written = 0;
        for (int count = 1; count > 0; written += count) {
            count = channel.write(ByteBuffer.allocate(1000));
        }
        return written;
    }

    @Test
    void muchIsCarriedBetweenThreads() throws Exception {
        FutureTask<Long> reading = new FutureTask<>(this::read);
        ServerSocketChannel listener = machines.server().call(UnixChannelTest::listen);
        Thread reader = machines.server().call(() -> Thread.ofVirtual().unstarted(reading));
        reader.start();
        CRC32 sum = new CRC32();
        try (SocketChannel accepted = listener.accept()) {
            ByteBuffer data = ByteBuffer.allocate(100_003);
            for (int sent = 0; sent < BULK; sent += data.limit()) {
                data.clear().limit(Math.min(data.capacity(), BULK - sent));
                while (data.hasRemaining()) {
                    data.put((byte) (sent + data.position()));
                }
                sum.update(data.flip().duplicate());
                while (data.hasRemaining()) {
                    accepted.write(data);
                }
            }
        }
        assertThat(reading.get()).isEqualTo(sum.getValue());
        listener.close();
    }

    private long read() throws Exception {
        CRC32 sum = new CRC32();
        try (SocketChannel channel = machines.server().call(() -> SocketChannel.open(SERVICE))) {
            ByteBuffer room = ByteBuffer.allocate(70_001);
            while (channel.read(room) >= 0) {
                sum.update(room.flip());
                room.clear();
            }
        }
        return sum.getValue();
    }

    @Test
    void thereAreNoDatagramsAndNoInheritedChannel() throws Exception {
        assertThatThrownBy(() -> machines.client().call(() -> DatagramChannel.open(UNIX)))
                .isExactlyInstanceOf(UnsupportedOperationException.class)
                .hasMessage("Protocol family not supported");
        assertThat(machines.client().call(() -> System.inheritedChannel() == null)).isTrue();
    }
}
