package io.jackfield.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.host.Host;
import io.jackfield.link.Ends;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.posix.Syscalls;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A stream of 8 segments of 100 octets from a to b, and what exactly befalls them. */
class PacketFaultsTest {
    private static final int SEGMENTS = 8;
    private static final int SIZE = 100;

    private final World world = World.scripted(1).noteMisfortunes();
    private final Host a = world.host("a");
    private final Host b = world.host("b");
    private final PatchCable cable = world.cable(a, b).delay("10ms");
    private final Capture capture = world.capture(cable.nic(b));
    private long gapNanos = 1_000_000;
    private int received;
    private int receiverSaw;
    private int senderSaw;

    @AfterEach
    void close() {
        world.close();
    }

    /** Runs it; the data segments that came to b, each by the number of its first octet. */
    private List<Long> arrivals() {
        b.start("reader", this::read);
        a.start("writer", this::write);
        world.run();
        List<Long> arrivals = new ArrayList<>();
        for (String line : capture.lines()) {
            if (line.contains("a:eth0→b:eth0") && line.contains(", length 100")) {
                String seq = line.replaceAll(".*, seq (\\d+):.*", "$1");
                arrivals.add(Long.parseLong(seq));
            }
        }
        long first = arrivals.stream().min(Long::compare).orElse(0L);
        return arrivals.stream().map(seq -> (seq - first) / SIZE + 1).toList();
    }

    private int read(Syscalls os) {
        int listener = Programs.listener(os, b.address(), 8080);
        int fd = os.accept(listener, null);
        ByteBuffer buffer = ByteBuffer.allocate(10_000);
        int got;
        do {
            got = os.recv(fd, buffer.clear(), 0);
            received += Math.max(0, got);
        } while (got > 0);
        receiverSaw = got;
        return 0;
    }

    private int write(Syscalls os) {
        int fd = Programs.connected(os, b.address(), 8080);
        os.setsockopt(fd, Option.SOL_TCP, Option.TCP_NODELAY, 1);
        int sent = 0;
        for (int i = 0; i < SEGMENTS && sent >= 0; i++) {
            sent = os.send(fd, ByteBuffer.allocate(SIZE), 0);
            os.nanosleep(gapNanos);
        }
        os.shutdown(fd, Family.SHUT_WR);
        senderSaw = os.recv(fd, ByteBuffer.allocate(1), 0);
        return 0;
    }

    private List<String> befallen() {
        return world.misfortunes().stream()
                .map(misfortune -> misfortune.text().replaceAll(" .*", ""))
                .toList();
    }

    @Test
    void segmentsThreeAndFourAreSwapped() {
        cable.from(a).swap(PacketView::hasData).nth(3);
        assertThat(arrivals()).startsWith(1L, 2L, 4L, 3L, 5L, 6L, 7L, 8L);
        assertThat(received).isEqualTo(SEGMENTS * SIZE);
        assertThat(befallen()).containsExactly("swapped");
    }

    @Test
    void aPacketWaitingForItsNextGoesWhenTheFaultEnds() {
        Fault swap = cable.from(a).swap(PacketView::hasData).nth(SEGMENTS);
        world.at("50ms", swap::close);
        assertThat(arrivals()).startsWith(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(received).isEqualTo(SEGMENTS * SIZE);
    }

    @Test
    void oneBitOfTheFifthDataSegmentIsWrongAndItComesAgain() {
        world.damage(packet -> packet.isFrom(a) && packet.hasData()).nth(5);
        assertThat(arrivals()).containsExactly(1L, 2L, 3L, 4L, 6L, 7L, 8L, 5L);
        assertThat(capture.lines()).anyMatch(line -> line.contains("(bad checksum)"));
        assertThat(received).isEqualTo(SEGMENTS * SIZE);
        assertThat(befallen()).containsExactly("damaged");
        assertThat(world.misfortunes().getFirst().text()).contains("a:eth0→b:eth0", "length 100");
    }

    @Test
    void onlyAcksFromBToAAreLostAndDataComesAgain() {
        gapNanos = 50_000_000;
        Fault lost = world.at("25ms").drop(packet -> packet.isPureAck() && packet.isFrom(b));
        world.at("300ms", lost::close);
        assertThat(arrivals()).hasSizeGreaterThan(SEGMENTS);
        assertThat(received).isEqualTo(SEGMENTS * SIZE);
        assertThat(lost.count()).isGreaterThan(0);
        assertThat(befallen()).containsOnly("dropped", "action");
        assertThat(world.misfortunes())
                .filteredOn(each -> each.id().endsWith("dropped"))
                .allMatch(each -> each.text().contains("Flags [.], ack"));
    }

    @Test
    void theSegmentThatCarriesAnOctetIsChosenByIt() {
        Fault drop = cable.drop(PacketView.carriesOctet(401)).first(1);
        assertThat(arrivals()).containsExactly(1L, 2L, 3L, 4L, 6L, 7L, 8L, 5L);
        assertThat(drop.count()).isEqualTo(1);
    }

    @Test
    void bothEndsAreResetAfterAnOctet() {
        cable.resetAfter(450);
        arrivals();
        assertThat(receiverSaw).isEqualTo(Errno.ECONNRESET.result());
        assertThat(senderSaw).isIn(Errno.ECONNRESET.result(), 0, Errno.EPIPE.result());
        assertThat(a.sockets()).isEmpty();
        assertThat(received).isEqualTo(450);
        assertThat(befallen()).containsExactly("ended");
        assertThat(capture.lines()).anyMatch(line -> line.contains("Flags [R.]"));
    }

    @Test
    void onlyTheReceiverIsResetAndAnswersWhatStillComes() {
        cable.resetAfter(PacketView::hasData, 200, Ends.RECEIVER);
        arrivals();
        assertThat(received).isEqualTo(200);
        assertThat(receiverSaw).isEqualTo(Errno.ECONNRESET.result());
        assertThat(capture.lines())
                .anyMatch(line -> line.contains("b:eth0→a:eth0") && line.contains("Flags [R]"));
    }

    @Test
    void onlyTheSenderIsResetAndTellsTheReceiverWhenItAsks() {
        gapNanos = 50_000_000;
        cable.resetAfter(PacketView::hasData, 200, Ends.SENDER);
        arrivals();
        assertThat(received).isEqualTo(200);
        assertThat(receiverSaw).isEqualTo(Errno.ECONNRESET.result());
        assertThat(capture.lines())
                .anyMatch(line -> line.contains("a:eth0→b:eth0") && line.contains("Flags [R]"));
    }

    @Test
    void theReceiverSeesAnEndThatTheSenderNeverSent() {
        cable.finishAfter(PacketView::hasData, 300, Ends.RECEIVER);
        arrivals();
        assertThat(received).isEqualTo(300);
        assertThat(receiverSaw).isZero();
    }

    @Test
    void aConnectionThatWasOpenCountsFromTheFirstSegmentSeen() {
        world.at("23500us").resetAfter(300);
        arrivals();
        assertThat(received).isEqualTo(700);
        assertThat(receiverSaw).isEqualTo(Errno.ECONNRESET.result());
    }
}
