package io.jackfield.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;
import io.jackfield.process.Scene;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** What a host says in Linux's files; compared with a 6.18 kernel's, column by column. */
class ProcTest extends Scene {
    private List<String> lines(String path) {
        String text = a.proc(path);
        assertThat(text).endsWith("\n");
        return text.lines().toList();
    }

    private long count(String path, String group, String name) {
        List<String> found = lines(path).stream().filter(l -> l.startsWith(group + ": ")).toList();
        List<String> names = List.of(found.get(0).split(" "));
        return Long.parseLong(found.get(1).split(" ")[names.indexOf(name)]);
    }

    @Test
    void aListenerAndBothEndsOfItsConnection() {
        int listener = listener(os, 8080, 5);
        int client = connected(os, HERE, 8080);
        int port = portOf(os, client);
        List<String> lines = lines("net/tcp");
        assertThat(lines.get(0).stripTrailing())
                .isEqualTo(
                        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when"
                                + " retrnsmt   uid  timeout inode");
        assertThat(lines.get(1).stripTrailing())
                .isEqualTo(
                        "   0: 00000000:1F90 00000000:0000 0A 00000000:00000001 00:00000000"
                                + " 00000000  1000        0 0 1 0000000000000000 100 0 0 10 0");
        String name = "0100007F:%04X".formatted(port);
        assertThat(lines.get(2).stripTrailing())
                .isEqualTo(
                        "   1: "
                                + name
                                + " 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1000"
                                + "        0 0 1 0000000000000000 20 0 0 10 -1");
        assertThat(lines.get(3)).startsWith("   2: 0100007F:1F90 " + name + " 01 ");
        assertThat(lines).hasSize(4).allMatch(line -> line.length() == 149);
        assertThat(os.close(listener)).isZero();
    }

    @Test
    void queuesTimersAndStates() {
        Syscalls server = b.process("server").calls();
        int listener = listener(server, 8080, 5);
        int client = connected(os, b.address(), 8080);
        cable.from(b).blackhole();
        send(os, client, "hello");
        world.runFor("1s"); // the first retransmission has gone after 0.22 s, the second 0.44 later
        String line = lines("net/tcp").get(1);
        assertThat(line.split(" +")[5]).isEqualTo("00000005:00000000");
        assertThat(line.split(" +")[6]).startsWith("01:000000");
        assertThat(line.split(" +")[7]).isEqualTo("00000002");
        os.close(client);
        assertThat(lines("net/tcp").get(1).split(" +")[4]).isEqualTo("04");
        assertThat(lines("net/tcp").get(1).split(" +")[5]).isEqualTo("00000006:00000000");
        assertThat(count("net/sockstat", "TCP"))
                .isEqualTo("TCP: inuse 1 orphan 1 tw 0 alloc 1 mem 1");
        server.close(listener);
        world.runFor("1h");
        assertThat(lines("net/tcp")).hasSize(1);
    }

    private String count(String path, String group) {
        return lines(path).stream().filter(l -> l.startsWith(group + ":")).findFirst().orElse("");
    }

    @Test
    void aTimeWaitHasItsTimer() {
        int[] ends = pair(os);
        os.close(ends[0]);
        os.close(ends[1]);
        String line = lines("net/tcp").get(1);
        assertThat(line)
                .contains(" 06 00000000:00000000 03:00001770 00000000     0        0 0 3 0");
        assertThat(count("net/sockstat", "TCP"))
                .isEqualTo("TCP: inuse 0 orphan 0 tw 1 alloc 0 mem 0");
    }

    @Test
    void socketsOfIpv6HaveTablesOfTheirOwn() {
        int six = os.socket(Family.AF_INET6, Family.SOCK_STREAM, 0);
        os.listen(six, 1);
        int udp = os.socket(Family.AF_INET6, Family.SOCK_DGRAM, 0);
        os.bind(udp, SocketAddress.of(io.jackfield.address.IpAddress.LOOPBACK6, 53_000));
        int client = connected(os, HERE, portOf(os, six));
        int accepted = os.accept(six, null);
        String any = "00000000000000000000000000000000";
        assertThat(lines("net/tcp6").get(1)).startsWith("   0: " + any + ":");
        assertThat(lines("net/tcp6").get(2)).startsWith("   1: 0000000000000000FFFF00000100007F:");
        assertThat(lines("net/tcp")).hasSize(2);
        assertThat(lines("net/udp6").get(1))
                .isEqualTo(
                        "    0: 00000000000000000000000001000000:CF08 "
                                + any
                                + ":0000 07 00000000:00000000 00:00000000 00000000  1000        0 0"
                                + " 2 0000000000000000 0");
        assertThat(lines("net/sockstat6"))
                .contains("TCP6: inuse 2", "UDP6: inuse 1", "RAW6: inuse 0");
        assertThat(client + accepted).isPositive();
    }

    @Test
    void datagramsThatWait() {
        int fd = udp(os);
        os.bind(fd, at(HERE, 5300));
        os.sendto(udp(os), octets(100), 0, at(HERE, 5300));
        long charged = a.sockets().get(0).receiveQueue();
        assertThat(charged).isGreaterThan(100);
        assertThat(lines("net/udp").get(1).split(" +")[5])
                .isEqualTo("00000000:%08X".formatted(charged));
        assertThat(lines("net/udp")).hasSize(3).allMatch(line -> line.length() == 127);
        assertThat(lines("net/raw")).hasSize(1);
        assertThat(count("net/sockstat", "UDP")).isEqualTo("UDP: inuse 2 mem 1");
    }

    @Test
    void countersStandUnderLinuxNames() {
        int[] ends = pair(os);
        send(os, ends[0], "hello");
        os.connect(tcp(os), at(HERE, 81));
        assertThat(count("net/snmp", "Tcp", "ActiveOpens")).isEqualTo(2);
        assertThat(count("net/snmp", "Tcp", "CurrEstab")).isEqualTo(2);
        assertThat(count("net/snmp", "Tcp", "AttemptFails")).isEqualTo(1);
        assertThat(count("net/snmp", "Tcp", "MaxConn")).isEqualTo(-1);
        assertThat(count("net/snmp", "Ip", "Forwarding")).isEqualTo(2);
        assertThat(count("net/snmp", "Ip", "InReceives"))
                .isEqualTo(a.counts().get(Counter.IP_IN_RECEIVES))
                .isPositive();
        assertThat(count("net/netstat", "TcpExt", "TCPOrigDataSent")).isEqualTo(1);
        assertThat(count("net/netstat", "IpExt", "InECT0Pkts")).isZero();
        os.sendto(udp(os), octets(1), 0, at(HERE, 9));
        assertThat(count("net/snmp", "IcmpMsg", "InType3")).isEqualTo(1);
        assertThat(count("net/snmp", "Udp", "NoPorts")).isEqualTo(1);
        assertThat(lines("net/snmp6")).contains("Ip6InReceives                   \t0");
    }

    /** Every counter that Linux has stands in one of its files. */
    @Test
    void noCounterIsMissing() {
        List<String> names = new ArrayList<>();
        for (String path : new String[] {"net/snmp", "net/netstat"}) {
            for (String line : lines(path)) {
                String[] words = line.split(": ?| ");
                for (int i = 1; i < words.length; i++) {
                    names.add(words[0] + words[i]);
                }
            }
        }
        lines("net/snmp6").forEach(line -> names.add(line.split("\\s+")[0]));
        for (Counter counter : Counter.values()) {
            if (!counter.group().equals("Jackfield")) {
                assertThat(names).contains(counter.nstatName());
            }
        }
    }

    @Test
    void settingsAreFilesToo() {
        assertThat(a.proc("sys/net/ipv4/tcp_syncookies")).isEqualTo("1\n");
        assertThat(a.proc("sys/net/ipv4/ip_local_port_range")).isEqualTo("32768\t60999\n");
        a.settings().set("net.ipv4.tcp_syncookies", "0");
        assertThat(a.settings().get(Setting.TCP_SYNCOOKIES)).isZero();
        assertThat(a.proc("sys/net/ipv4/tcp_syncookies")).isEqualTo("0\n");
        assertThatThrownBy(() -> a.proc("sys/net/ipv4/tcp_colour"))
                .hasMessage("/proc has no file \"sys/net/ipv4/tcp_colour\"");
        assertThatThrownBy(() -> a.proc("net/arp")).isInstanceOf(IllegalArgumentException.class);
    }
}
