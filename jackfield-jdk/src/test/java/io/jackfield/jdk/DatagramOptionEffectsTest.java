package io.jackfield.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.host.Host;
import io.jackfield.ip.route.RouteEntry;
import io.jackfield.packet.Packet;
import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;
import io.jackfield.process.Process;

import jdk.net.ExtendedSocketOptions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What each option of a datagram channel changes: a packet or a result. */
@Timeout(60)
class DatagramOptionEffectsTest {
    private static final int PORT = 5300;
    private static final String GROUP = "239.1.2.3";

    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    private final List<Packet> sent = new CopyOnWriteArrayList<>();
    private DatagramChannel channel;

    @BeforeEach
    void open() throws Exception {
        channel = opened(machines.client());
        Host host = machines.client().host();
        host.addRoute(RouteEntry.onLink(Prefix.of("224.0.0.0/4"), host.nic("eth0")));
        machines.cable()
                .from(machines.client().host())
                .drop(
                        view -> {
                            if (!view.isArp() && !view.isIcmp()) {
                                sent.add(view.packet());
                            }
                            return false;
                        });
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
    }

    private static DatagramChannel opened(Jvm jvm) throws Exception {
        return jvm.call(() -> DatagramChannel.open(StandardProtocolFamily.INET));
    }

    private int send(int octets, String to) throws Exception {
        InetSocketAddress name = machines.client().call(() -> new InetSocketAddress(to, PORT));
        return channel.send(ByteBuffer.allocate(octets), name);
    }

    @Test
    @Effect("IP_TOS")
    void theServiceIsInEachPacket() throws Exception {
        channel.setOption(StandardSocketOptions.IP_TOS, 0x10);
        send(1, "server");
        machines.await("the packet", () -> !sent.isEmpty());
        assertThat(sent.getFirst().trafficClass()).isEqualTo(0x10);
    }

    @Test
    @Effect("IP_MULTICAST_TTL")
    void groupsAreSentToSoFar() throws Exception {
        send(1, GROUP);
        channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 7);
        send(1, GROUP);
        assertThat(sent).extracting(Packet::hopLimit).containsExactly(1, 7);
    }

    @Test
    @Effect("IP_MULTICAST_LOOP")
    void ownHostHearsOrDoesNot() throws Exception {
        Process process = machines.client().host().process("member");
        Syscalls os = process.calls();
        int member = os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0);
        os.bind(member, SocketAddress.of(IpAddress.ANY4, PORT));
        ByteBuffer group =
                ByteBuffer.allocate(8)
                        .put(IpAddress.of(GROUP).octets())
                        .put(machines.client().host().address().octets())
                        .flip();
        assertThat(os.setsockopt(member, Option.SOL_IP, Option.IP_ADD_MEMBERSHIP, group)).isZero();
        channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, false);
        send(1, GROUP);
        channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
        send(2, GROUP);
        assertThat(os.recv(member, ByteBuffer.allocate(9), 0)).isEqualTo(2);
        process.endFromOutside(0);
    }

    @Test
    @Effect("SO_BROADCAST")
    void everybodyIsSentToByWhoAskedForIt() throws Exception {
        String all = machines.client().host().address().toString().replaceFirst("\\d+$", "255");
        assertThatThrownBy(() -> send(1, all)).hasMessage("Permission denied");
        channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
        send(1, all);
        assertThat(sent).hasSize(1);
    }

    @Test
    @Effect("IP_DONTFRAGMENT")
    void whatIsTooLargeIsCutOrRefused() throws Exception {
        send(3000, "server");
        machines.await("three fragments", () -> sent.size() == 3);
        channel.setOption(ExtendedSocketOptions.IP_DONTFRAGMENT, true);
        assertThatThrownBy(() -> send(3000, "server")).hasMessage("Message too long");
        send(1, "server");
        assertThat(sent.getLast().dontFragment()).isTrue();
    }

    @Test
    @Effect("SO_SNDBUF")
    void theFragmentsOfADatagramFitOrItIsRefused() throws Exception {
        channel.setOption(StandardSocketOptions.SO_SNDBUF, 2304);
        assertThat(send(5000, "server")).isEqualTo(5000);
        assertThatThrownBy(() -> send(8000, "server")).hasMessage("No buffer space available");
        channel.setOption(StandardSocketOptions.SO_SNDBUF, 20_000);
        assertThat(send(40_000, "server")).isEqualTo(40_000);
    }

    @Test
    @Effect("SO_RCVBUF")
    void whatDoesNotFitIsLost() throws Exception {
        try (DatagramChannel receiver = opened(machines.server())) {
            receiver.setOption(StandardSocketOptions.SO_RCVBUF, 1024);
            receiver.bind(new InetSocketAddress(PORT)).configureBlocking(false);
            for (int i = 0; i < 50; i++) {
                send(100, "server");
            }
            machines.await(
                    "the last of them",
                    () -> machines.cable().from(machines.client().host()).counts().arrived() >= 50);
            int received = 0;
            while (receiver.receive(ByteBuffer.allocate(100)) != null) {
                received++;
            }
            assertThat(received).isBetween(1, 5);
        }
    }

    @Test
    @Effect({"SO_REUSEADDR", "SO_REUSEPORT"})
    void aPortIsShared() throws Exception {
        for (SocketOption<Boolean> option :
                List.of(StandardSocketOptions.SO_REUSEADDR, StandardSocketOptions.SO_REUSEPORT)) {
            try (DatagramChannel first = opened(machines.server());
                    DatagramChannel second = opened(machines.server())) {
                InetSocketAddress name = new InetSocketAddress(PORT);
                first.setOption(option, true).bind(name);
                assertThatThrownBy(() -> second.bind(name)).isInstanceOf(BindException.class);
                second.setOption(option, true);
                assertThatCode(() -> second.bind(name)).doesNotThrowAnyException();
            }
        }
    }

    @Test
    @Effect("SO_INCOMING_NAPI_ID")
    void noDeviceHasPolledThePackets() throws Exception {
        SocketOption<Integer> option = ExtendedSocketOptions.SO_INCOMING_NAPI_ID;
        assertThat(channel.getOption(option)).isZero(); // as on Linux without NAPI
        assertThatThrownBy(() -> channel.setOption(option, 1)).isInstanceOf(SocketException.class);
    }
}
