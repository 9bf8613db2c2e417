package io.jackfield.ip.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.address.Prefix;
import io.jackfield.link.DrainList;
import io.jackfield.link.NetworkInterface;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Objects;

class SourceSelectionTest {
    private final NetworkInterface eth0 = nic("eth0", 2);
    private final NetworkInterface eth1 = nic("eth1", 3);

    private static NetworkInterface nic(String name, int index) {
        long mac = MacAddress.local(1, index);
        return new NetworkInterface("h", name, index, mac, 1500, (_, _, _) -> {}, new DrainList());
    }

    private void has(NetworkInterface nic, String... addresses) {
        for (String address : addresses) {
            nic.add(Prefix.of(address));
        }
    }

    /** The source selected for a destination on the link of eth0. */
    private String source(String destination) {
        IpAddress address = IpAddress.of(destination);
        return Objects.toString(
                SourceSelection.select(address, address, eth0, List.of(eth0, eth1)));
    }

    @Test
    void ipv4SendsFromTheAddressInTheNextHopsNetworkElseTheFirst() {
        has(eth0, "10.0.0.1/24", "10.0.1.1/24");
        assertThat(source("10.0.1.7")).isEqualTo("10.0.1.1");
        assertThat(source("10.0.0.7")).isEqualTo("10.0.0.1");
        assertThat(source("8.8.8.8")).isEqualTo("10.0.0.1");
    }

    @Test
    void anInterfaceWithoutAnIpv4AddressBorrowsOne() {
        has(eth1, "169.254.1.1/16", "10.0.5.1/24");
        assertThat(source("8.8.8.8")).isEqualTo("10.0.5.1");
    }

    @Test
    void theDestinationItselfComesFirst() { // RFC 6724 §5, rule 1
        has(eth0, "fd00::1/64", "fd00::2/64");
        assertThat(source("fd00::2")).isEqualTo("fd00::2");
    }

    @Test
    void theScopeFits() { // rule 2
        has(eth0, "fe80::1/64", "2001:db8::1/64");
        assertThat(source("2001:db8:9::9")).isEqualTo("2001:db8::1");
        assertThat(source("fe80::9")).isEqualTo("fe80::1");
        assertThat(source("ff02::1")).isEqualTo("fe80::1");
        assertThat(source("ff0e::1")).isEqualTo("2001:db8::1");
    }

    @Test
    void theOutgoingInterfaceIsPreferred() { // rule 5
        has(eth1, "2001:db8:1::1/64");
        has(eth0, "2001:db8:2::1/64");
        assertThat(source("2001:db8:1::9")).isEqualTo("2001:db8:2::1");
    }

    @Test
    void onlyTheOutgoingInterfaceServesItsOwnLink() { // RFC 6724 §4
        has(eth1, "fe80::2/64", "2001:db8:1::1/64");
        assertThat(source("fe80::9")).isEqualTo("null");
        assertThat(source("2001:db8:7::9")).isEqualTo("2001:db8:1::1");
    }

    @Test
    void labelsMatch() { // rule 6: a unique local address talks to its like
        has(eth0, "2001:db8::1/64", "fd00::1/64");
        assertThat(source("fd99::9")).isEqualTo("fd00::1");
        assertThat(source("2001:dead::9")).isEqualTo("2001:db8::1");
    }

    @Test
    void theLongestCommonPrefixDecidesAtLast() { // rule 8
        has(eth0, "2001:db8:1::1/48", "2001:db8:2::1/48");
        assertThat(source("2001:db8:2:5::9")).isEqualTo("2001:db8:2::1");
        assertThat(source("2001:db8:1:5::9")).isEqualTo("2001:db8:1::1");
    }
}
