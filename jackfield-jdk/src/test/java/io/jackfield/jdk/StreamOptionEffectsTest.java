package io.jackfield.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.net.Fault;
import io.jackfield.packet.Segment;

import jdk.net.ExtendedSocketOptions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

/** What each option of a stream changes: a packet, a result or a time. */
@Timeout(60)
class StreamOptionEffectsTest {
    private static final int PORT = 8080;

    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    private ServerSocketChannel listener;
    private SocketChannel client;
    private SocketChannel server;

    /** A segment as it leaves a machine. */
    private record Seen(
            boolean isRst, boolean isSynAck, int window, int service, byte[] data, long nanos) {}

    /** All segments that a machine sends from now on. */
    private List<Seen> leaving(Jvm jvm) {
        List<Seen> seen = new CopyOnWriteArrayList<>();
        machines.cable()
                .from(jvm.host())
                .drop(
                        view -> {
                            if (view.packet() instanceof Segment segment) {
                                seen.add(
                                        new Seen(
                                                view.isRst(),
                                                view.isSynAck(),
                                                segment.window(),
                                                segment.trafficClass(),
                                                view.data(),
                                                System.nanoTime()));
                            }
                            return false;
                        });
        return seen;
    }

    private static <T> T on(Jvm jvm, Callable<T> call) throws Exception {
        return jvm.call(call::call);
    }

    private ServerSocketChannel open() throws Exception {
        return on(machines.server(), ServerSocketChannel::open);
    }

    private void connect() throws Exception {
        listener = open().bind(new InetSocketAddress(PORT));
        connect(on(machines.client(), SocketChannel::open));
    }

    private void connect(SocketChannel channel) throws Exception {
        client = channel;
        channel.connect(on(machines.client(), () -> new InetSocketAddress("server", PORT)));
        server = listener.accept();
    }

    private void close() throws IOException {
        client.close();
        server.close();
        listener.close();
    }

    private static boolean has(List<Seen> seen, char octet) {
        return seen.stream().anyMatch(each -> contains(each.data(), octet));
    }

    private static boolean contains(byte[] data, char octet) {
        for (byte each : data) {
            if (each == octet) {
                return true;
            }
        }
        return false;
    }

    private static ByteBuffer octet(char octet) {
        return ByteBuffer.wrap(new byte[] {(byte) octet});
    }

    @Test
    @Effect({"SO_KEEPALIVE", "TCP_KEEPIDLE", "TCP_KEEPINTERVAL", "TCP_KEEPCOUNT"})
    void aSilentPeerIsProbedAndGivenUp() throws Exception {
        connect();
        client.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 1);
        client.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 1);
        client.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 1);
        client.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        List<Seen> sent = leaving(machines.client());
        try (Fault _ = machines.cable().from(machines.server().host()).drop(_ -> true)) {
            long begin = System.nanoTime();
            assertThatThrownBy(() -> client.read(octet('a'))).hasMessage("Connection timed out");
            assertThat(System.nanoTime() - begin).isGreaterThan(1_900_000_000L);
        }
        assertThat(sent.stream().filter(each -> !each.isRst()).count()).isOne();
        close();
    }

    @Test
    @Effect("SO_LINGER")
    void closingWithoutLingeringResets() throws Exception {
        connect();
        List<Seen> sent = leaving(machines.client());
        client.setOption(StandardSocketOptions.SO_LINGER, 0);
        client.close();
        assertThat(sent).anyMatch(Seen::isRst);
        close();
    }

    @Test
    @Effect("TCP_NODELAY")
    void aSmallWriteDoesNotWaitForTheOneBefore() throws Exception {
        connect();
        List<Seen> sent = leaving(machines.client());
        machines.cable().from(machines.server().host()).netem("delay 1s");
        client.write(octet('a'));
        client.write(octet('b'));
        assertThat(has(sent, 'b')).isFalse();
        machines.await("acknowledgment", () -> has(sent, 'b'));
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        client.write(octet('c'));
        client.write(octet('d'));
        assertThat(has(sent, 'd')).isTrue();
        close();
    }

    @Test
    @Effect("TCP_QUICKACK")
    void anAcknowledgmentWaitsOrDoesNot() throws Exception {
        connect();
        List<Seen> data = leaving(machines.client());
        List<Seen> acks = leaving(machines.server());
        long soonest = Long.MAX_VALUE;
        for (int i = 0; i < 20 && soonest > 30_000_000; i++) {
            soonest = Math.min(soonest, acknowledgmentNanos(data, acks));
        }
        assertThat(soonest).isLessThan(30_000_000);
        server.setOption(ExtendedSocketOptions.TCP_QUICKACK, false);
        assertThat(acknowledgmentNanos(data, acks)).isGreaterThan(35_000_000);
        close();
    }

    private long acknowledgmentNanos(List<Seen> data, List<Seen> acks) throws IOException {
        int before = acks.size();
        client.write(octet('a'));
        machines.await("acknowledgment", () -> acks.size() > before);
        return acks.get(before).nanos() - data.getLast().nanos();
    }

    @Test
    @Effect("IP_TOS")
    void theServiceIsInEachPacket() throws Exception {
        connect();
        client.setOption(StandardSocketOptions.IP_TOS, 0x10);
        List<Seen> sent = leaving(machines.client());
        client.write(octet('a'));
        assertThat(sent.getFirst().service()).isEqualTo(0x10);
        close();
    }

    @Test
    @Effect("SO_RCVBUF")
    void theBufferIsTheFirstWindow() throws Exception {
        List<Seen> sent = leaving(machines.server());
        connect();
        close();
        listener = open().setOption(StandardSocketOptions.SO_RCVBUF, 4096);
        listener.bind(new InetSocketAddress(PORT));
        connect(on(machines.client(), SocketChannel::open));
        close();
        List<Integer> windows = sent.stream().filter(Seen::isSynAck).map(Seen::window).toList();
        assertThat(windows.getFirst()).isGreaterThan(30_000);
        assertThat(windows.getLast()).isBetween(1, 8192);
    }

    @Test
    @Effect("SO_SNDBUF")
    void theBufferIsWhatAWriterIsAheadOfThePeer() throws Exception {
        connect();
        int usual = writtenIntoTheVoid();
        close();
        listener = open().bind(new InetSocketAddress(PORT));
        connect(
                on(machines.client(), SocketChannel::open)
                        .setOption(StandardSocketOptions.SO_SNDBUF, 4096));
        assertThat(writtenIntoTheVoid()).isBetween(1, usual / 4);
        close();
    }

    private int writtenIntoTheVoid() throws IOException {
        client.configureBlocking(false);
        client.setOption(StandardSocketOptions.SO_LINGER, 0);
        int written = 0;
        try (Fault _ = machines.cable().from(machines.client().host()).drop(_ -> true)) {
            for (int n = 1; n > 0; written += n) {
                n = client.write(ByteBuffer.allocate(1000));
            }
        }
        return written;
    }

    @Test
    @Effect("SO_REUSEADDR")
    void anAddressIsTakenWhileOldConnectionsHaveIt() throws Exception {
        connect();
        listener.close();
        try (ServerSocketChannel next = open()) {
            next.setOption(StandardSocketOptions.SO_REUSEADDR, false);
            assertThatThrownBy(() -> next.bind(new InetSocketAddress(PORT)))
                    .isInstanceOf(BindException.class);
            next.setOption(StandardSocketOptions.SO_REUSEADDR, true); // as a listener has it
            assertThatCode(() -> next.bind(new InetSocketAddress(PORT))).doesNotThrowAnyException();
        }
        assertShared(SocketChannel::open, StandardSocketOptions.SO_REUSEADDR);
        close();
    }

    @Test
    @Effect("SO_REUSEPORT")
    void aPortIsShared() throws Exception {
        assertShared(ServerSocketChannel::open, StandardSocketOptions.SO_REUSEPORT);
        assertShared(SocketChannel::open, StandardSocketOptions.SO_REUSEPORT);
    }

    /** Two are bound to one port if both have the option. */
    private void assertShared(Callable<? extends NetworkChannel> open, SocketOption<Boolean> option)
            throws Exception {
        InetSocketAddress name = new InetSocketAddress(PORT + 1);
        try (NetworkChannel first = on(machines.client(), open);
                NetworkChannel second = on(machines.client(), open)) {
            first.setOption(option, true);
            first.bind(name);
            assertThatThrownBy(() -> second.bind(name)).isInstanceOf(BindException.class);
            second.setOption(option, true);
            assertThatCode(() -> second.bind(name)).doesNotThrowAnyException();
        }
    }

    @Test
    @Effect("SO_INCOMING_NAPI_ID")
    void noDeviceHasPolledThePackets() throws Exception {
        connect();
        client.write(octet('a'));
        assertThat(server.read(ByteBuffer.allocate(1))).isOne();
        SocketOption<Integer> option = ExtendedSocketOptions.SO_INCOMING_NAPI_ID;
        assertThat(server.getOption(option)).isZero(); // as on Linux without NAPI: loopback, veth
        assertThatThrownBy(() -> server.setOption(option, 1)).isInstanceOf(SocketException.class);
        close();
    }
}
