package io.jackfield.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.jdk.Threads.Task;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** DatagramChannel, its socket adaptor, and selectors over it. */
class DatagramChannelTest {
    private static final int PORT = 5300;

    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    private DatagramChannel bound(int port) throws Exception {
        return machines.server()
                .call(() -> DatagramChannel.open().bind(new InetSocketAddress(port)));
    }

    private DatagramChannel client() throws Exception {
        return machines.client().call(DatagramChannel::open);
    }

    private InetSocketAddress server(int port) throws Exception {
        return machines.client().call(() -> new InetSocketAddress("server", port));
    }

    private static ByteBuffer octets(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length);
        for (int value : values) {
            buffer.put((byte) value);
        }
        return buffer.flip();
    }

    @ParameterizedTest
    @EnumSource
    void unconnectedChannelsSendAndReceive(Threads threads) throws Exception {
        try (DatagramChannel there = bound(PORT);
                DatagramChannel here = client()) {
            Task<SocketAddress> echo =
                    threads.start(
                            machines.server(),
                            () -> {
                                ByteBuffer room = ByteBuffer.allocate(100);
                                SocketAddress from = there.receive(room);
                                there.send(room.flip(), from);
                                return from;
                            });
            assertThat(here.send(octets(1, 2, 3), server(PORT))).isEqualTo(3);
            machines.nothingInTheKernel();
            ByteBuffer answer = ByteBuffer.allocate(100);
            assertThat(here.receive(answer)).isEqualTo(server(PORT));
            assertThat(answer.flip()).isEqualTo(octets(1, 2, 3));
            InetSocketAddress from = (InetSocketAddress) echo.get();
            assertThat(from.getPort())
                    .isEqualTo(((InetSocketAddress) here.getLocalAddress()).getPort());
        }
    }

    @Test
    void aConnectedChannelHearsOnlyItsPeer() throws Exception {
        try (DatagramChannel there = bound(PORT);
                DatagramChannel stranger = bound(PORT + 1);
                DatagramChannel here = client()) {
            assertThatThrownBy(() -> here.read(ByteBuffer.allocate(1)))
                    .isInstanceOf(NotYetConnectedException.class);
            here.connect(server(PORT));
            assertThat(here.getRemoteAddress()).isEqualTo(server(PORT));
            SocketAddress own = here.getLocalAddress();
            stranger.send(octets(9), own);
            there.send(octets(7), own);
            ByteBuffer room = ByteBuffer.allocate(10);
            assertThat(here.read(room)).isEqualTo(1);
            assertThat(room.get(0)).isEqualTo((byte) 7);
            assertThatThrownBy(() -> here.send(octets(1), server(PORT + 1)))
                    .isInstanceOf(AlreadyConnectedException.class);
            here.disconnect();
            assertThat(here.isConnected()).isFalse();
            assertThat(here.getRemoteAddress()).isNull();
        }
    }

    @Test
    void gatheringWritesAndScatteringReadsAreOneDatagram() throws Exception {
        try (DatagramChannel there = bound(PORT);
                DatagramChannel here = client()) {
            here.connect(server(PORT));
            assertThat(here.write(new ByteBuffer[] {octets(1, 2), octets(3)})).isEqualTo(3);
            ByteBuffer whole = ByteBuffer.allocate(10);
            there.connect(there.receive(whole));
            assertThat(whole.flip()).isEqualTo(octets(1, 2, 3));
            there.write(whole);
            ByteBuffer[] parts = {ByteBuffer.allocate(1), ByteBuffer.allocate(10)};
            assertThat(here.read(parts)).isEqualTo(3);
            assertThat(parts[1].flip()).isEqualTo(octets(2, 3));
        }
    }

    @Test
    void aDatagramThatIsTooLongForTheBufferIsCut() throws Exception {
        try (DatagramChannel there = bound(PORT);
                DatagramChannel here = client()) {
            here.send(octets(1, 2, 3), server(PORT));
            here.send(octets(4), server(PORT));
            ByteBuffer small = ByteBuffer.allocate(2);
            there.receive(small);
            assertThat(small.flip()).isEqualTo(octets(1, 2));
            small.clear();
            there.receive(small);
            assertThat(small.flip()).isEqualTo(octets(4));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClosedPortIsUnreachableForAConnectedChannel(Threads threads) throws Exception {
        try (DatagramChannel here = client()) {
            here.connect(server(PORT));
            here.write(octets(1));
            Task<Integer> reader =
                    threads.start(machines.client(), () -> here.read(ByteBuffer.allocate(1)));
            assertThat(reader.failure()).isInstanceOf(PortUnreachableException.class);
        }
    }

    @Test
    void aSelectorSaysWhenDatagramsAreThere() throws Exception {
        try (DatagramChannel there = bound(PORT);
                DatagramChannel here = client();
                Selector selector = machines.server().call(Selector::open)) {
            there.configureBlocking(false);
            assertThat(there.receive(ByteBuffer.allocate(1))).isNull();
            SelectionKey key = there.register(selector, SelectionKey.OP_READ);
            assertThat(selector.selectNow()).isZero();
            here.send(octets(5), server(PORT));
            assertThat(selector.select(10_000)).isEqualTo(1);
            assertThat(selector.selectedKeys()).containsExactly(key);
            assertThat(key.isReadable()).isTrue();
            ByteBuffer room = ByteBuffer.allocate(1);
            assertThat(there.receive(room)).isEqualTo(own(here));
            selector.selectedKeys().clear();
            assertThat(selector.selectNow()).isZero();
        }
    }

    private SocketAddress own(DatagramChannel here) throws Exception {
        int port = ((InetSocketAddress) here.getLocalAddress()).getPort();
        return machines.server().call(() -> new InetSocketAddress("client", port));
    }

    @Test
    void theSocketAdaptorSendsAndReceivesWithATimeout() throws Exception {
        try (DatagramSocket there = bound(PORT).socket();
                DatagramSocket here = client().socket()) {
            there.setSoTimeout(50);
            DatagramPacket room = new DatagramPacket(new byte[10], 10);
            assertThatThrownBy(() -> there.receive(room))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("Receive timed out");
            there.setSoTimeout(10_000);
            here.send(new DatagramPacket(new byte[] {1, 2}, 2, server(PORT)));
            there.receive(room);
            assertThat(room.getLength()).isEqualTo(2);
            assertThat(room.getPort()).isEqualTo(here.getLocalPort());
        }
    }
}
