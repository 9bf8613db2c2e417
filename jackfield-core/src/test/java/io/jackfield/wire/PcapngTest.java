package io.jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.address.IpAddress;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class PcapngTest {
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    private List<PcapngBlock> read() throws IOException {
        return PcapngReader.readAll(new ByteArrayInputStream(file.toByteArray()));
    }

    private static String text(PcapngBlock block) {
        return block instanceof PcapngBlock.Captured p
                ? p.interfaceNumber()
                        + " "
                        + p.timeNanos()
                        + " "
                        + Arrays.toString(p.octets())
                        + " "
                        + p.length()
                        + " "
                        + p.direction()
                        + " "
                        + p.comment()
                : block.toString();
    }

    @Test
    void everythingWrittenIsReadBack() throws IOException {
        try (PcapngWriter writer = new PcapngWriter(file, LinkType.ETHERNET)) {
            assertThat(writer.linkType()).isEqualTo(LinkType.ETHERNET);
            assertThat(writer.addInterface("eth0", "app to db")).isZero();
            writer.nameHost(IpAddress.of("10.0.0.1"), "app.test");
            assertThat(writer.addInterface("eth1", null)).isEqualTo(1);
            writer.nameHost(IpAddress.of("fd00::1"), "düne.test");
            byte[] octets = {0, 1, 2, 3, 4, 5, 6};
            writer.packet(1, 5, octets, 2, 3, CaptureDirection.INBOUND, "lost: loss 1%");
            writer.packet(0, Long.MAX_VALUE, octets, 0, 4, CaptureDirection.UNKNOWN, null);
            writer.packet(0, 7, octets, 0, 0, CaptureDirection.OUTBOUND, null);
            writer.statistics(1, 3, 9, 100, 2);
        }
        assertThat(read().stream().map(PcapngTest::text))
                .containsExactly(
                        "Section[application=Jackfield]",
                        "Interface[number=0, linkType=1, snapLength=262144, name=eth0,"
                                + " description=app to db]",
                        "Names[names=[Name[address=10.0.0.1, name=app.test]]]",
                        "Interface[number=1, linkType=1, snapLength=262144, name=eth1,"
                                + " description=null]",
                        "Names[names=[Name[address=fd00::1, name=düne.test]]]",
                        "1 5 [2, 3, 4] 3 INBOUND lost: loss 1%",
                        "0 9223372036854775807 [0, 1, 2, 3] 4 UNKNOWN null",
                        "0 7 [] 0 OUTBOUND null",
                        "Statistics[interfaceNumber=1, startNanos=3, endNanos=9, received=100,"
                                + " dropped=2]");
    }

    @Test
    void anyPacketsAreReadBackHoweverManyAndLong() {
        Forall.cases(
                "captures",
                50,
                draws -> {
                    file.reset();
                    List<String> expected = new ArrayList<>();
                    try {
                        writeAny(draws, expected);
                        assertThat(read().stream().skip(2).map(PcapngTest::text))
                                .containsExactlyElementsOf(expected);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private void writeAny(Draws draws, List<String> expected) throws IOException {
        try (PcapngWriter writer = new PcapngWriter(file, LinkType.RAW_IP)) {
            writer.addInterface("lo", null);
            for (int i = 0; i < 50; i++) {
                byte[] octets = draws.octets(draws.below(draws.oneIn(10) ? 70_000 : 200));
                CaptureDirection direction = draws.oneOf(List.of(CaptureDirection.values()));
                String comment = draws.flip() ? null : "a".repeat(draws.below(50));
                long time = draws.bits() >>> 1;
                writer.packet(0, time, octets, 0, octets.length, direction, comment);
                expected.add(
                        text(
                                new PcapngBlock.Captured(
                                        0, time, octets, octets.length, direction, comment)));
            }
        }
    }

    @Test
    void theSameCallsMakeTheSameOctets() throws IOException {
        new PcapngWriter(file, LinkType.RAW_IP).close();
        byte[] first = file.toByteArray();
        file.reset();
        new PcapngWriter(Channels.newChannel(file), LinkType.RAW_IP).close();
        assertThat(file.toByteArray()).isEqualTo(first);
    }

    @Test
    void blocksArriveByFlushAndWholeEvenThroughANarrowChannel() throws IOException {
        WritableByteChannel narrow =
                new WritableByteChannel() {
                    @Override
                    public int write(ByteBuffer from) {
                        file.write(from.get());
                        return 1;
                    }

                    @Override
                    public boolean isOpen() {
                        return true;
                    }

                    @Override
                    public void close() {}
                };
        try (PcapngWriter writer = new PcapngWriter(narrow, LinkType.RAW_IP)) {
            writer.addInterface("a", null);
            assertThat(file.size()).isZero();
            writer.flush();
            assertThat(read()).hasSize(2);
        }
    }

    @Test
    void aPacketLongerThanTheSnapLengthIsCutAndSaysSo() throws IOException {
        try (PcapngWriter writer = new PcapngWriter(file, LinkType.RAW_IP)) {
            writer.addInterface("a", null);
            byte[] octets = new byte[300_000];
            writer.packet(0, 0, octets, 0, octets.length, CaptureDirection.INBOUND, null);
        }
        PcapngBlock.Captured packet = (PcapngBlock.Captured) read().getLast();
        assertThat(packet.octets()).hasSize(262_144);
        assertThat(packet.length()).isEqualTo(300_000);
    }

    @Test
    void aCommentLongerThanAnOptionIsCutAtACharacter() throws IOException {
        try (PcapngWriter writer = new PcapngWriter(file, LinkType.RAW_IP)) {
            writer.addInterface("a", null);
            String euros = "€".repeat(30_000);
            writer.packet(0, 0, new byte[0], 0, 0, CaptureDirection.UNKNOWN, euros);
        }
        String comment = ((PcapngBlock.Captured) read().getLast()).comment();
        assertThat(comment).matches("€{21823}");
    }

    @Test
    void refusesWhatItCannotSay() throws IOException {
        try (PcapngWriter writer = new PcapngWriter(file, LinkType.RAW_IP)) {
            assertThatThrownBy(() -> writer.statistics(0, 0, 0, 0, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("interface 0 is not described in this capture");
            writer.addInterface("a", null);
            assertThatThrownBy(() -> writer.statistics(-1, 0, 0, 0, 0))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> writer.nameHost(IpAddress.LOOPBACK4, "a\0b"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(read()).hasSize(2);
    }

    /** A capture of another program: big-endian, its own resolution, options we do not know. */
    private static byte[] foreign(@Nullable Integer resolution, long ticks) {
        ByteBuffer out = ByteBuffer.allocate(400).order(ByteOrder.BIG_ENDIAN);
        out.putInt(0x0A0D0D0A)
                .putInt(28)
                .putInt(0x1A2B3C4D)
                .putShort((short) 1)
                .putShort((short) 0);
        out.putLong(-1).putInt(28);
        int length = resolution == null ? 20 : 32;
        out.putInt(1).putInt(length).putShort((short) 101).putShort((short) 0).putInt(0);
        if (resolution != null) {
            out.putShort((short) 9).putShort((short) 1).putInt(resolution << 24);
            out.putInt(0);
        }
        out.putInt(length);
        out.putInt(0xBAD).putInt(16).putInt(1).putInt(16);
        out.putInt(6).putInt(48).putInt(0).putLong(ticks).putInt(1).putInt(1);
        out.putInt(0x45 << 24).putInt(0x9999_0002).putInt(0).putInt(0).putInt(48);
        return Arrays.copyOf(out.array(), out.position());
    }

    @ParameterizedTest
    @CsvSource({
        ", 3, 3000", // microseconds unless said otherwise
        "9, 3, 3",
        "3, 3, 3000000",
        "0, 3, 3000000000",
        "12, 3999, 3",
        "0x80, 3, 3000000000",
        "0x81, 3, 1500000000",
        "0x9e, 3221225472, 3000000000",
        "0xa0, 12884901888, 3000000000",
        "0xff, 5, 0",
    })
    void readsOtherByteOrdersAndResolutions(@Nullable String resolution, long ticks, long nanos)
            throws IOException {
        Integer octet = resolution == null ? null : Integer.decode(resolution);
        List<PcapngBlock> blocks =
                PcapngReader.readAll(new ByteArrayInputStream(foreign(octet, ticks)));
        assertThat(blocks).hasSize(4);
        assertThat(blocks.get(0)).isEqualTo(new PcapngBlock.Section(null));
        assertThat(blocks.get(2)).isEqualTo(new PcapngBlock.Other(0xBAD));
        assertThat(text(blocks.get(3))).isEqualTo("0 " + nanos + " [69] 1 UNKNOWN null");
    }

    @ParameterizedTest
    @CsvSource({
        // octet of the foreign capture, value, what is said about it
        "4, 0x7f, has a block of length 2130706460",
        "7, 26, has a block of length 26",
        "7, 12, has a block of length 12",
        "8, 0, has no byte order",
        "13, 2, is of an unknown version",
        "27, 27, has a block with two different lengths",
        "35, 16, has a block with two different lengths",
        "75, 1, names an unknown interface",
        "72, 0xff, names an unknown interface",
        "87, 0x77, has a packet longer than its block",
        "84, 0xff, has a packet longer than its block",
        "99, 0x77, has an option longer than its block",
    })
    void saysWhatIsWrongWithACapture(int at, String value, String message) {
        byte[] octets = foreign(null, 3);
        octets[at] = (byte) (int) Integer.decode(value);
        assertThatThrownBy(() -> PcapngReader.readAll(new ByteArrayInputStream(octets)))
                .isInstanceOf(IOException.class)
                .hasMessage("the capture " + message);
    }

    @ParameterizedTest
    @CsvSource({"1", "5", "6"})
    void saysThatABlockIsTooShortForItsType(int type) {
        byte[] octets = foreign(null, 3);
        Octets.put32(octets, 48, type);
        assertThatThrownBy(() -> PcapngReader.readAll(new ByteArrayInputStream(octets)))
                .isInstanceOf(IOException.class)
                .hasMessage("the capture has too short a block");
    }

    @Test
    void whateverTheOctetsReadingThrowsNothingButIoException() throws IOException {
        everythingWrittenIsReadBack();
        byte[] good = file.toByteArray();
        int[] outcomes = new int[2];
        Forall.cases(
                "mutated captures",
                50_000,
                draws -> {
                    int length = draws.oneIn(4) ? draws.between(1, good.length) : good.length;
                    byte[] octets = Arrays.copyOf(good, length);
                    for (int i = draws.below(4); i > 0; i--) {
                        octets[draws.below(octets.length)] = (byte) draws.bits();
                    }
                    try {
                        PcapngReader.readAll(new ByteArrayInputStream(octets));
                        outcomes[0]++;
                    } catch (IOException e) {
                        assertThat(e).hasMessageStartingWith("the capture ");
                        outcomes[1]++;
                    }
                });
        assertThat(outcomes[0]).isGreaterThan(1000);
        assertThat(outcomes[1]).isGreaterThan(1000);
    }
}
