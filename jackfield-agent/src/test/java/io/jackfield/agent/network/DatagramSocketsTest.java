package io.jackfield.agent.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.jdk.Jvm;
import io.jackfield.jdk.Threads;
import io.jackfield.jdk.TwoMachines;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** DatagramSocket and MulticastSocket, which java.net makes without asking a provider. */
@SuppressWarnings("deprecation")
class DatagramSocketsTest {
    private static final int PORT = 5353;
    private static final InetAddress GROUP4 = InetAddress.ofLiteral("224.0.0.251");
    private static final InetAddress GROUP6 = InetAddress.ofLiteral("ff02::fb");

    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    private static DatagramPacket packet(String text, InetAddress to) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        return new DatagramPacket(octets, octets.length, to, PORT);
    }

    private static String received(DatagramSocket socket) throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        socket.setSoTimeout(20_000);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
    }

    @Test
    void aDatagramCrossesTheCable() throws Exception {
        try (DatagramSocket server = machines.server().call(() -> new DatagramSocket(PORT));
                DatagramSocket client = machines.client().call(() -> new DatagramSocket())) {
            machines.nothingInTheKernel();
            client.send(
                    packet("one", machines.client().call(() -> InetAddress.getByName("server"))));
            assertThat(received(server)).isEqualTo("one");
            assertThat(client.getLocalPort()).isBetween(32768, 60999);
            assertThat(client.getBroadcast()).isTrue();
        }
    }

    @Test
    void membersOfAGroupHearIt() throws Exception {
        for (InetAddress group : new InetAddress[] {GROUP4, GROUP6}) {
            try (MulticastSocket member = machines.server().call(() -> new MulticastSocket(PORT));
                    MulticastSocket sender = machines.client().call(() -> new MulticastSocket())) {
                NetworkInterface heard = nic(machines.server());
                member.joinGroup(new InetSocketAddress(group, 0), heard);
                assertThatThrownBy(() -> member.joinGroup(new InetSocketAddress(group, 0), heard))
                        .isInstanceOf(SocketException.class)
                        .hasMessage("Already a member of group");
                machines.client()
                        .call(
                                () -> {
                                    sender.setNetworkInterface(nic(machines.client()));
                                    assertThat(sender.getNetworkInterface().getName())
                                            .isEqualTo("eth0");
                                    sender.setTimeToLive(3);
                                    assertThat(sender.getTimeToLive()).isEqualTo(3);
                                    sender.send(packet("all", group));
                                    return null;
                                });
                assertThat(received(member)).isEqualTo("all");
                member.leaveGroup(new InetSocketAddress(group, 0), heard);
                machines.client()
                        .call(
                                () -> {
                                    sender.send(packet("more", group));
                                    return null;
                                });
                member.setSoTimeout(100);
                assertThatThrownBy(() -> member.receive(new DatagramPacket(new byte[9], 9)))
                        .isInstanceOf(SocketTimeoutException.class);
            }
        }
    }

    private static NetworkInterface nic(Jvm jvm) throws Exception {
        return jvm.call(() -> NetworkInterface.getByName("eth0"));
    }

    @ParameterizedTest
    @EnumSource(Threads.class)
    void anInterruptEndsOnlyTheReceiveOfAVirtualThread(Threads sort) throws Exception {
        DatagramSocket socket = machines.server().call(() -> new DatagramSocket(PORT));
        var receiving =
                sort.start(
                        machines.server(),
                        () -> {
                            socket.receive(new DatagramPacket(new byte[9], 9));
                            return Thread.interrupted();
                        });
        machines.asleep(receiving.thread());
        receiving.thread().interrupt();
        if (sort == Threads.VIRTUAL) {
            assertThat(receiving.failure())
                    .isInstanceOf(SocketException.class)
                    .hasMessage("Closed by interrupt");
            assertThat(socket.isClosed()).isTrue();
        } else {
            machines.client()
                    .call(
                            () -> {
                                try (DatagramSocket client = new DatagramSocket()) {
                                    client.send(packet("go", InetAddress.getByName("server")));
                                }
                                return null;
                            });
            assertThat(receiving.get()).isTrue();
            socket.close();
        }
    }
}
