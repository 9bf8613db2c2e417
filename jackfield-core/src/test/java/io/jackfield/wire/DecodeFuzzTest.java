package io.jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.buffer.SlabPool;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.Packet;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A million mutated packets: none harms the codec, and each is written again as it was read. */
class DecodeFuzzTest {
    private static final int INPUTS = 1_000_000;
    private static final int[] TELLING = {
        0, 1, 4, 5, 6, 7, 8, 15, 20, 40, 44, 60, 64, 127, 128, 255
    };

    /** Headers that no packet of ours has: options, extension headers, and their corner cases. */
    private static final List<String> FOREIGN =
            List.of(
                    "4700003000000000400600000a0000010a000002"
                            + "9404000001010100"
                            + "00500051000000010000000250100200000000000102030405060708",
                    "4f00003c00000000401100000a0000010a000002" + "00".repeat(40),
                    "6000000000200040"
                            + "fd00000000000000000000000000000100".substring(0, 32)
                            + "fd000000000000000000000000000002"
                            + "3a00050200000100"
                            + "80000000000100010102030405060708"
                            + "0102030405060708",
                    "6000000000203c40"
                            + "fd000000000000000000000000000001"
                            + "fd000000000000000000000000000002"
                            + "2b00010400000000"
                            + "1100000000000000"
                            + "00350036001000000102030405060708",
                    "6000000000182c40"
                            + "fd000000000000000000000000000001"
                            + "fd000000000000000000000000000002"
                            + "3a00000100000007"
                            + "80000000000100010102030405060708");

    private final SlabPool pool = new SlabPool();
    private final EthernetCodec ethernet = new EthernetCodec(pool);
    private final PacketCodec codec = new PacketCodec(pool);
    private final Map<Integrity, Integer> found = new EnumMap<>(Integrity.class);
    private final Map<String, Integer> kinds = new TreeMap<>();
    private List<byte[]> corpus = List.of();

    @Test
    void nothingHarmsTheCodec() {
        corpus = corpus();
        Forall.cases("mutated packets", INPUTS, this::oneInput);
        System.out.println("mutated packets: " + found + ", " + kinds);
        assertThat(pool.outstanding()).isZero();
        // The mutations must get past the checks, and every check must have had its work.
        assertThat(found.keySet()).containsExactlyInAnyOrder(Integrity.values());
        assertThat(found.get(Integrity.SOUND)).isGreaterThan(INPUTS / 4);
        assertThat(found.values()).allMatch(count -> count > INPUTS / 1000);
        assertThat(kinds)
                .containsKeys("TCP", "UDP", "ICMP", "ICMPv6", "fragment", "ARP", "malformed");
    }

    private static List<byte[]> corpus() {
        List<byte[]> corpus = new ArrayList<>();
        Draws draws = new Draws(Forall.seed(), 0xC0, 0);
        while (corpus.size() < 2000) {
            byte[] frame = EthernetCodec.encode(new PacketGenerator(draws).ipPacket());
            if (frame.length < 300) {
                corpus.add(frame);
            }
        }
        for (int i = 0; i < 50; i++) {
            corpus.add(EthernetCodec.encode(new PacketGenerator(draws).arp()));
        }
        for (String hex : FOREIGN) {
            String type = hex.startsWith("4") ? "0800" : "86dd";
            byte[] frame = HexFormat.of().parseHex("020000000001020000000002" + type + hex);
            for (int i = 0; i < 100; i++) {
                corpus.add(frame);
            }
        }
        return corpus;
    }

    private void oneInput(Draws draws) {
        byte[] frame = mutated(draws);
        if (!draws.oneIn(10)) {
            ReferenceChecksum.mend(frame, EthernetCodec.HEADER_LENGTH, frame.length);
        }
        try {
            boolean whole = draws.oneIn(5);
            checkIp(frame, draws, whole);
            if (whole) {
                checkEthernet(frame);
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(HexFormat.of().formatHex(frame) + ": " + e, e);
        }
    }

    private byte[] mutated(Draws draws) {
        byte[] frame = draws.oneOf(corpus).clone();
        int mutations = draws.below(5);
        for (int i = 0; i < mutations; i++) {
            int at = frame.length == 0 ? 0 : draws.below(frame.length);
            // The headers are where it happens.
            at = draws.flip() ? Math.min(at, 14 + draws.below(60)) : at;
            at = Math.min(at, Math.max(0, frame.length - 1));
            switch (draws.below(6)) {
                case 0 -> frame = Arrays.copyOf(frame, at);
                case 1 -> frame = Arrays.copyOf(frame, frame.length + draws.below(12));
                case 2 -> frame = spliced(frame, at, draws.oneOf(corpus));
                case 3 -> set(frame, at, TELLING[draws.below(TELLING.length)]);
                case 4 -> set(frame, at, draws.below(256));
                default -> {
                    if (frame.length > 0) {
                        frame[at] ^= (byte) (1 << draws.below(8));
                    }
                }
            }
        }
        return frame;
    }

    private static void set(byte[] frame, int at, int value) {
        if (at < frame.length) {
            frame[at] = (byte) value;
        }
    }

    private static byte[] spliced(byte[] head, int at, byte[] tail) {
        byte[] both = Arrays.copyOf(head, Math.max(at, tail.length));
        if (at < tail.length) {
            System.arraycopy(tail, at, both, at, tail.length - at);
        }
        return both;
    }

    private void checkIp(byte[] frame, Draws draws, boolean everything) {
        int start = Math.min(EthernetCodec.HEADER_LENGTH, frame.length);
        byte[] octets = Arrays.copyOfRange(frame, start, frame.length);
        Packet packet = codec.decode(octets, 0, octets.length);
        found.merge(packet.integrity(), 1, Integer::sum);
        kinds.merge(packet.kind().replaceAll("protocol .*", "raw"), 1, Integer::sum);
        byte[] again = PacketCodec.encode(packet);
        Packet back = codec.decode(again, 0, again.length);
        assertThat(back.integrity()).isSameAs(packet.integrity());
        assertThat(back.getClass()).isSameAs(packet.getClass());
        if (!Arrays.equals(PacketCodec.encode(back), again)) {
            throw new AssertionError("written again differently: " + PacketFields.of(packet));
        }
        if (everything) {
            assertThat(PacketFields.of(back)).isEqualTo(PacketFields.of(packet));
            assertThat(PacketText.of(packet)).isNotEmpty();
            readsNothingOutside(octets, draws, PacketFields.of(packet));
        }
        back.release();
        packet.release();
    }

    /** The same octets between other octets are the same packet. */
    private void readsNothingOutside(byte[] octets, Draws draws, String expected) {
        int offset = draws.below(40);
        byte[] surrounded = draws.octets(octets.length + 80);
        System.arraycopy(octets, 0, surrounded, offset, octets.length);
        Packet packet = codec.decode(surrounded, offset, octets.length);
        assertThat(PacketFields.of(packet)).isEqualTo(expected);
        packet.release();
    }

    private void checkEthernet(byte[] frame) {
        Packet packet = ethernet.decode(frame, 0, frame.length);
        if (packet == null) {
            return;
        }
        kinds.merge(packet.kind().replaceAll("protocol .*", "raw"), 1, Integer::sum);
        byte[] again = EthernetCodec.encode(packet);
        Packet back = ethernet.decode(again, 0, again.length);
        assertThat(back).isNotNull();
        assertThat(PacketFields.withFrame(back)).isEqualTo(PacketFields.withFrame(packet));
        assertThat(EthernetCodec.encode(back)).isEqualTo(again);
        back.release();
        packet.release();
    }
}
