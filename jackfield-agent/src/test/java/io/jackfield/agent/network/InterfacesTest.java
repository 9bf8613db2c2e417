package io.jackfield.agent.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.TwoMachines;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;

/** A program sees its host's interfaces, name and neighbours, not the real machine's. */
class InterfacesTest {
    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    @Test
    void theInterfacesAreTheHosts() throws Exception {
        List<NetworkInterface> found =
                machines.client().call(() -> NetworkInterface.networkInterfaces().toList());
        assertThat(found).extracting(NetworkInterface::getName).containsExactly("lo", "eth0");
        assertThat(found).extracting(NetworkInterface::getIndex).containsExactly(1, 2);
        NetworkInterface eth0 = found.get(1);
        String own = machines.client().host().address().toString();
        assertThat(eth0.inetAddresses().map(InetAddress::getHostAddress)).contains(own);
        assertThat(eth0.getInterfaceAddresses())
                .filteredOn(each -> each.getAddress() instanceof Inet4Address)
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.getNetworkPrefixLength()).isEqualTo((short) 24);
                            assertThat(each.getBroadcast().getHostAddress()).endsWith(".255");
                        });
        assertThat(eth0.inetAddresses().map(InetAddress::getHostAddress))
                .anySatisfy(address -> assertThat(address).startsWith("fe80").endsWith("%eth0"));
    }

    @Test
    void whatIsAskedOfOneIsAnsweredByTheHost() throws Exception {
        machines.client()
                .call(
                        () -> {
                            NetworkInterface eth0 = NetworkInterface.getByName("eth0");
                            assertThat(eth0.isUp()).isTrue();
                            assertThat(eth0.isLoopback()).isFalse();
                            assertThat(eth0.isPointToPoint()).isFalse();
                            assertThat(eth0.supportsMulticast()).isTrue();
                            assertThat(eth0.getMTU()).isEqualTo(1500);
                            assertThat(eth0.getHardwareAddress()).hasSize(6);
                            NetworkInterface lo = NetworkInterface.getByIndex(1);
                            assertThat(lo.isLoopback()).isTrue();
                            assertThat(lo.getMTU()).isEqualTo(65536);
                            assertThat(lo.getHardwareAddress()).isNull();
                            machines.client()
                                    .host()
                                    .up(machines.client().host().nic("eth0"), false);
                            assertThat(eth0.isUp()).isFalse();
                            return null;
                        });
    }

    @Test
    void oneIsFoundByItsAddressAndNoOtherIs() throws Exception {
        InetAddress own = address(machines.client().host().address().toString());
        InetAddress other = address(machines.server().host().address().toString());
        machines.client()
                .call(
                        () -> {
                            assertThat(NetworkInterface.getByInetAddress(own).getName())
                                    .isEqualTo("eth0");
                            assertThat(NetworkInterface.getByInetAddress(other)).isNull();
                            assertThat(NetworkInterface.getByName("eth7")).isNull();
                            assertThat(NetworkInterface.getByIndex(77)).isNull();
                            return null;
                        });
    }

    @Test
    void aThreadOfNoHostSeesTheRealMachines() throws Exception {
        assertThat(NetworkInterface.getByInetAddress(InetAddress.getByName("127.0.0.1")).isUp())
                .isTrue();
        assertThat(
                        NetworkInterface.getByInetAddress(
                                address(machines.client().host().address().toString())))
                .isNull();
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    @Test
    void theLocalHostIsTheHost() throws Exception {
        for (int i = 0; i < 2; i++) { // the JDK remembers the answer for all threads
            InetAddress client = machines.client().call(InetAddress::getLocalHost);
            InetAddress server = machines.server().call(InetAddress::getLocalHost);
            assertThat(client.getHostName()).isEqualTo("client");
            assertThat(client.getHostAddress())
                    .isEqualTo(machines.client().host().address().toString());
            assertThat(server.getHostName()).isEqualTo("server");
        }
    }

    @Test
    void anAddressIsReachableWhereSomebodyAnswers() throws Exception {
        InetAddress server = address(machines.server().host().address().toString());
        assertThat(machines.client().call(() -> server.isReachable(2000))).isTrue();
        assertThat(machines.client().call(() -> server.isReachable(eth0(), 1, 2000))).isTrue();
        machines.cable().cut();
        assertThat(machines.client().call(() -> server.isReachable(100))).isFalse();
    }

    private static NetworkInterface eth0() throws Exception {
        return NetworkInterface.getByName("eth0");
    }
}
