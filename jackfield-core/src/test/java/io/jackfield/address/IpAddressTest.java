package io.jackfield.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.util.SplittableRandom;

class IpAddressTest {
    @Test
    void readsAndWritesBothFamilies() {
        assertThat(IpAddress.of("10.0.0.1").toString()).isEqualTo("10.0.0.1");
        assertThat(IpAddress.of("::ffff:10.0.0.1")).isEqualTo(IpAddress.of("10.0.0.1"));
        assertThat(IpAddress.of("2001:DB8::1").toString()).isEqualTo("2001:db8::1");
        assertThat(IpAddress.of("::")).isEqualTo(IpAddress.ANY6);
        assertThat(IpAddress.of("1::").toString()).isEqualTo("1::");
        assertThat(IpAddress.of("0:0:1:0:0:0:0:1").toString()).isEqualTo("0:0:1::1");
        assertThat(IpAddress.of("1:0:2:3:4:5:6:7").toString()).isEqualTo("1:0:2:3:4:5:6:7");
        assertThat(IpAddress.of("64:ff9b::1.2.3.4").toString()).isEqualTo("64:ff9b::102:304");
    }

    @Test
    void refusesWhatIsNoAddress() {
        String[] wrong = {
            "",
            "1.2.3",
            "1.2.3.256",
            "1.2.3.4.5",
            ":",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "1::2::3",
            "12345::",
            "::g",
            "1.2.3.4::",
            "::1.2.3.256",
            "1:2:3:4:5:6:7:1.2.3.4",
            "1:2:3:4:5:6:7::8",
            " 1.2.3.4",
            "1..2.3",
            "+1.2.3.4",
            "::1%eth0"
        };
        for (String text : wrong) {
            assertThatThrownBy(() -> IpAddress.of(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(text);
        }
    }

    @Test
    void agreesWithTheJdkOnRandomAddresses() throws Exception {
        SplittableRandom random = new SplittableRandom(Long.getLong("jackfield.seed", 1));
        for (int i = 0; i < 20_000; i++) {
            long hi = random.nextLong() & random.nextLong() & sparse(random);
            long lo = random.nextLong() & sparse(random);
            IpAddress address = IpAddress.v6(hi, lo);
            InetAddress jdk = InetAddress.getByAddress(octetsOf(address));
            assertThat(IpAddress.of(jdk.getHostAddress())).isEqualTo(address);
            assertThat(IpAddress.of(address.toString())).isEqualTo(address);
            assertThat(IpAddress.ofOctets(jdk.getAddress())).isEqualTo(address);
            assertThat(address.isMulticast()).isEqualTo(jdk.isMulticastAddress());
            assertThat(address.isLinkLocal()).isEqualTo(jdk.isLinkLocalAddress());
            assertThat(address.isLoopback()).isEqualTo(jdk.isLoopbackAddress());
            assertThat(address.isAny()).isEqualTo(jdk.isAnyLocalAddress());
        }
    }

    private static long sparse(SplittableRandom random) {
        long mask = 0;
        for (int group = 0; group < 4; group++) {
            mask = mask << 16 | (random.nextInt(3) == 0 ? 0 : 0xffff);
        }
        return mask;
    }

    private static byte[] octetsOf(IpAddress address) {
        byte[] octets = new byte[16];
        address.writeV6To(octets, 0);
        return octets;
    }

    @Test
    void knowsItsKinds() {
        assertThat(IpAddress.of("127.9.9.9").isLoopback()).isTrue();
        assertThat(IpAddress.of("128.0.0.1").isLoopback()).isFalse();
        assertThat(IpAddress.ANY4.isAny()).isTrue();
        assertThat(IpAddress.ANY6.isV4()).isFalse();
        assertThat(IpAddress.BROADCAST4.isLimitedBroadcast()).isTrue();
        assertThat(IpAddress.of("224.0.0.251").isLinkLocalMulticast()).isTrue();
        assertThat(IpAddress.of("224.0.1.1").isLinkLocalMulticast()).isFalse();
        assertThat(IpAddress.of("ff11::1").isInterfaceLocalMulticast()).isTrue();
        assertThat(IpAddress.of("ff02::1").isInterfaceLocalMulticast()).isFalse();
        assertThat(IpAddress.of("239.1.1.1").isInterfaceLocalMulticast()).isFalse();
        assertThat(IpAddress.of("fe80::1:2:3:4").solicitedNode())
                .isEqualTo(IpAddress.of("ff02::1:ff03:4"));
    }

    @Test
    void prefixesContainTheirNetworkAndNothingElse() {
        Prefix ten = Prefix.of("10.1.2.3/8");
        assertThat(ten.contains(IpAddress.of("10.255.0.1"))).isTrue();
        assertThat(ten.contains(IpAddress.of("11.0.0.1"))).isFalse();
        assertThat(ten.contains(IpAddress.of("::a01:203"))).isFalse();
        assertThat(ten.network()).isEqualTo(Prefix.of("10.0.0.0/8"));
        assertThat(ten.broadcast()).isEqualTo(IpAddress.of("10.255.255.255"));
        assertThat(Prefix.of("0.0.0.0/0").contains(IpAddress.of("8.8.8.8"))).isTrue();
        assertThat(Prefix.of("0.0.0.0/0").contains(IpAddress.of("fd00::1"))).isFalse();
        assertThat(Prefix.of("::/0").contains(IpAddress.of("fd00::1"))).isTrue();
        assertThat(Prefix.of("::/0").contains(IpAddress.of("8.8.8.8"))).isFalse();
        assertThat(Prefix.of("fd00:1::5/64").network()).isEqualTo(Prefix.of("fd00:1::/64"));
        assertThat(Prefix.of("1.2.3.4")).isEqualTo(Prefix.of("1.2.3.4/32"));
        assertThatThrownBy(() -> Prefix.of("1.2.3.4/33"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void macAddressesCarryGroups() {
        assertThat(MacAddress.text(MacAddress.local(7, 1))).isEqualTo("02:00:00:07:00:01");
        assertThat(MacAddress.isGroup(MacAddress.BROADCAST)).isTrue();
        assertThat(MacAddress.isGroup(MacAddress.local(0xff_ffff, 9))).isFalse();
        assertThat(MacAddress.text(MacAddress.ofMulticast(IpAddress.of("239.129.2.3"))))
                .isEqualTo("01:00:5e:01:02:03");
        assertThat(MacAddress.text(MacAddress.ofMulticast(IpAddress.of("ff02::1:ff03:4"))))
                .isEqualTo("33:33:ff:03:00:04");
        byte[] octets = new byte[8];
        MacAddress.write(0x0102_0304_0506L, octets, 1);
        assertThat(MacAddress.at(octets, 1)).isEqualTo(0x0102_0304_0506L);
    }
}
