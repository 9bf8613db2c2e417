package io.jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jackfield.packet.Datagram;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.Packet;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;

/** Frames that a Linux kernel sent: read as sound, and written again octet by octet the same. */
class LinuxFramesTest {
    record Frame(byte[] octets, String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    static List<Frame> frames() throws IOException {
        try (InputStream in = LinuxFramesTest.class.getResourceAsStream("linux-frames.txt")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .map(parts -> new Frame(HexFormat.of().parseHex(parts[0]), parts[1]))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("frames")
    void areWrittenAgainAsTheyCame(Frame frame) {
        Packet packet = new EthernetCodec().decode(frame.octets, 0, frame.octets.length);
        assertThat(packet).isNotNull();
        assertThat(packet.integrity()).isEqualTo(Integrity.SOUND);
        assertThat(EthernetCodec.encode(packet)).isEqualTo(frame.octets);
    }

    @ParameterizedTest
    @MethodSource("frames")
    void areDescribedAsTcpdumpDoes(Frame frame) {
        Packet packet = new EthernetCodec().decode(frame.octets, 0, frame.octets.length);
        assertThat(packet).isNotNull();
        String text = PacketText.of(packet);
        if (frame.text.contains("unreachable")) {
            // tcpdump names the port that was not reached, we the whole packet quoted.
            Packet quoted = new PacketCodec().decodeQuote((IcmpMessage) packet);
            assertThat(quoted).isInstanceOf(Datagram.class);
            int port = ((Datagram) quoted).destinationPort();
            assertThat(frame.text).containsPattern("udp port " + port + "[ ,]");
            assertThat(text).endsWith("{" + PacketText.of(quoted) + "}").contains("unreachable");
        } else if (frame.text.contains("frag (")) {
            assertThat(text.replaceAll("\\([0-9]+\\|([0-9]+)\\+?\\) .*length ", "($1|"))
                    .isEqualTo(frame.text.replaceAll("\\).*", ""));
        } else {
            assertThat(text).isEqualTo(frame.text);
        }
    }
}
