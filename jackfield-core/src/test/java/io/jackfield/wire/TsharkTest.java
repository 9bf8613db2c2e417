package io.jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.packet.ArpMessage;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Packet;
import io.jackfield.packet.SackBlocks;
import io.jackfield.packet.Segment;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Wireshark as the judge: no malformed packet, no bad checksum, and what we wrote is what it reads.
 */
class TsharkTest {
    private static final IpAddress A4 = IpAddress.of("10.0.0.1");
    private static final IpAddress B4 = IpAddress.of("10.0.0.2");
    private static final IpAddress A6 = IpAddress.of("fe80::1");
    private static final IpAddress B6 = IpAddress.of("fe80::2");
    private static final int PACKETS = 2000;

    @TempDir Path directory;

    @BeforeAll
    static void tsharkIsThere() throws Exception {
        Tshark.assumeThere();
    }

    /** Packets that mean something, for a judge that looks into ICMP bodies as well. */
    private static Packet packet(Draws draws) {
        boolean v4 = draws.flip();
        IpAddress a = v4 ? A4 : A6;
        IpAddress b = v4 ? B4 : B6;
        int port = 61_000 + draws.below(10);
        Packet packet =
                switch (draws.below(6)) {
                    case 0, 1 -> segment(draws, a, b, port);
                    case 2 -> filled(draws, new Datagram(a, port, b, 61_020));
                    case 3 -> filled(draws, new IcmpMessage(a, b, v4 ? 8 : 128, 0, 0x10001));
                    case 4 -> error(draws, a, b);
                    default -> v4 ? fragment(draws, a, b) : neighbor(draws);
                };
        packet.frame(0x0200_0000_0001L, 0x0200_0000_0002L);
        return packet;
    }

    private static Packet segment(Draws draws, IpAddress a, IpAddress b, int port) {
        Segment segment = new Segment(a, port, b, 61_010);
        segment.seq(draws.int32()).ack(draws.int32()).window(draws.below(65_536));
        segment.flags(draws.flip() ? Segment.SYN : Segment.ACK);
        if (segment.isSyn()) {
            segment.mss(draws.between(100, 9000)).sackPermitted(draws.flip()).windowScale(7);
        } else if (draws.flip()) {
            segment.sack(new SackBlocks(draws.int32(), draws.int32(), 1, 2));
        }
        if (draws.flip()) {
            segment.timestamps(draws.int32(), draws.int32());
        }
        return segment.isSyn() ? segment : filled(draws, segment);
    }

    private static Packet error(Draws draws, IpAddress a, IpAddress b) {
        IcmpMessage error = new IcmpMessage(a, b, a.isV4() ? 3 : 1, a.isV4() ? 3 : 4, 0);
        PacketCodec.quote(error, filled(draws, new Datagram(b, 61_000, a, 61_001)));
        return error;
    }

    private static Packet fragment(Draws draws, IpAddress a, IpAddress b) {
        Fragment fragment = new Fragment(a, b, 17, 8 * draws.between(1, 1000), draws.flip());
        fragment.identification(draws.below(65_536));
        fragment.append(Slab.of(new byte[64]), 0, 64);
        return fragment;
    }

    private static Packet neighbor(Draws draws) {
        NdpMessage message =
                draws.flip()
                        ? new NdpMessage.NeighborSolicitation(B6, 0x0200_0000_0001L)
                        : new NdpMessage.NeighborAdvertisement(
                                A6, draws.flip(), draws.flip(), true, 0x0200_0000_0001L);
        return NdpCodec.encode(message, A6, B6);
    }

    private static <P extends Packet> P filled(Draws draws, P packet) {
        int length = draws.below(1400);
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (i * 7 ^ length);
        }
        packet.append(Slab.of(octets), 0, length);
        return packet;
    }

    @Test
    void findsNothingMalformedAndNoBadChecksumInEthernetFrames() throws Exception {
        judge(LinkType.ETHERNET);
    }

    @Test
    void findsNothingMalformedAndNoBadChecksumInRawPackets() throws Exception {
        judge(LinkType.RAW_IP);
    }

    private void judge(LinkType linkType) throws Exception {
        Path file = directory.resolve("packets.pcapng");
        List<Packet> packets = new ArrayList<>();
        try (PcapngWriter writer = new PcapngWriter(Files.newOutputStream(file), linkType)) {
            writer.addInterface("eth0", null);
            for (int i = 0; i < PACKETS; i++) {
                Packet packet = packet(new Draws(Forall.seed(), 0x75, i));
                byte[] octets =
                        linkType == LinkType.RAW_IP
                                ? PacketCodec.encode(packet)
                                : EthernetCodec.encode(packet);
                packets.add(packet);
                writer.packet(0, i, octets, 0, octets.length, CaptureDirection.OUTBOUND, null);
            }
        }
        List<String[]> rows =
                Tshark.fields(
                        file,
                        "_ws.malformed",
                        "ip.checksum.status",
                        "tcp.checksum.status",
                        "udp.checksum.status",
                        "icmp.checksum.status",
                        "icmpv6.checksum.status",
                        "tcp.seq_raw",
                        "tcp.ack_raw",
                        "tcp.window_size_value",
                        "tcp.options.mss_val",
                        "tcp.options.timestamp.tsval",
                        "tcp.options.sack_le",
                        "udp.length",
                        "ip.src",
                        "ipv6.src");
        assertThat(rows).hasSize(PACKETS);
        int good = 0;
        for (int i = 0; i < PACKETS; i++) {
            String[] row = rows.get(i);
            String[] checks = Arrays.copyOfRange(row, 1, 6);
            assertThat(row[0]).as("malformed: " + packets.get(i)).isEmpty();
            String all = String.join(",", checks);
            assertThat(all).as(PacketText.of(packets.get(i))).doesNotContain("0");
            good += all.contains("1") ? 1 : 0;
            compare(packets.get(i), row);
        }
        assertThat(good).isGreaterThan(PACKETS * 9 / 10);
    }

    private static void compare(Packet packet, String[] row) {
        String source = packet.source().toString();
        assertThat(row[packet.isV4() ? 13 : 14]).startsWith(source);
        if (packet instanceof Segment segment) {
            assertThat(row[6]).isEqualTo(Integer.toUnsignedString(segment.seq()));
            boolean ack = segment.has(Segment.ACK);
            assertThat(row[7]).isEqualTo(Integer.toUnsignedString(segment.ack()));
            assertThat(row[8]).isEqualTo(Integer.toString(segment.window()));
            assertThat(row[9]).isEqualTo(ack ? "" : Integer.toString(segment.mss()));
            assertThat(row[10])
                    .isEqualTo(
                            segment.hasTimestamps()
                                    ? Integer.toUnsignedString(segment.tsVal())
                                    : "");
            SackBlocks sack = segment.sack();
            assertThat(row[11])
                    .isEqualTo(sack == null ? "" : Integer.toUnsignedString(sack.left(0)) + ",1");
        } else if (packet instanceof Datagram) {
            assertThat(row[12]).isEqualTo(Integer.toString(8 + packet.payloadLength()));
        }
    }

    @Test
    void tcpdumpReadsFramesOfTwoInterfacesAndRawPacketsOfOne() throws Exception {
        Path file = directory.resolve("two.pcapng");
        Datagram datagram = new Datagram(A4, 61_000, B4, 61_001);
        for (LinkType linkType : LinkType.values()) {
            boolean raw = linkType == LinkType.RAW_IP;
            byte[] octets = raw ? PacketCodec.encode(datagram) : EthernetCodec.encode(datagram);
            try (PcapngWriter writer = new PcapngWriter(Files.newOutputStream(file), linkType)) {
                writer.addInterface("eth0", null);
                writer.packet(0, 1, octets, 0, octets.length, CaptureDirection.INBOUND, "one");
                int other = raw ? 0 : writer.addInterface("eth1", null);
                writer.nameHost(A4, "app.test");
                writer.packet(other, 2, octets, 0, octets.length, CaptureDirection.INBOUND, null);
                writer.statistics(other, 0, 2, 1, 0);
            }
            String line = "IP 10.0.0.1.61000 > 10.0.0.2.61001: UDP, length 0";
            assertThat(tcpdump(file).lines()).containsExactly(line, line);
        }
    }

    private static String tcpdump(Path file) throws Exception {
        Process tcpdump;
        try {
            ProcessBuilder command = new ProcessBuilder("tcpdump", "-nn", "-t", "-r", "-");
            // By standard input: as root it changes its user before it opens files.
            tcpdump = command.redirectInput(file.toFile()).start();
        } catch (IOException e) {
            System.err.println(
                    "*** TCPDUMP IS MISSING: nobody judges our captures in this run ***");
            return abort("tcpdump is not installed: " + e.getMessage());
        }
        String text = new String(tcpdump.getInputStream().readAllBytes(), UTF_8);
        assertThat(tcpdump.waitFor()).isZero();
        return text;
    }

    @Test
    void showsNamesCommentsDirectionsAndTimes() throws Exception {
        Path file = directory.resolve("story.pcapng");
        byte[] octets = EthernetCodec.encode(new ArpMessage(1, 1, A4, 0, B4));
        try (PcapngWriter writer =
                new PcapngWriter(Files.newOutputStream(file), LinkType.ETHERNET)) {
            writer.addInterface("eth0", "app");
            writer.addInterface("eth7", "db");
            writer.nameHost(A4, "app.test");
            writer.nameHost(A6, "app6.test");
            byte[] v4 = EthernetCodec.encode(new Datagram(A4, 61_000, B4, 61_001));
            byte[] v6 = EthernetCodec.encode(new Datagram(A6, 61_000, B6, 61_001));
            long time = 3_723_000_000_007L;
            writer.packet(
                    0, time, octets, 0, octets.length, CaptureDirection.OUTBOUND, "lost: loss 1%");
            writer.packet(1, time + 1, v4, 0, v4.length, CaptureDirection.INBOUND, null);
            writer.packet(1, time + 2, v6, 0, v6.length, CaptureDirection.UNKNOWN, "größe");
            writer.statistics(1, 0, time, 2, 1);
        }
        List<String[]> rows =
                Tshark.fields(
                        file,
                        "frame.time_epoch",
                        "frame.interface_name",
                        "frame.interface_description",
                        "frame.packet_flags_direction",
                        "frame.comment",
                        "ip.src_host",
                        "ipv6.src_host",
                        "arp.opcode");
        assertThat(rows)
                .extracting(row -> String.join("|", row))
                .containsExactly(
                        "3723.000000007|eth0|app|0x00000002|lost: loss 1%|||1",
                        "3723.000000008|eth7|db|0x00000001||app.test||",
                        "3723.000000009|eth7|db||größe||app6.test|");
    }
}
