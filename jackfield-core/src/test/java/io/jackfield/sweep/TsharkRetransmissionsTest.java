package io.jackfield.sweep;

import static io.jackfield.posix.ErrnoException.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.net.Capture;
import io.jackfield.net.PatchCable;
import io.jackfield.net.World;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Observation;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;
import io.jackfield.wire.Tshark;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What we count as sent again, and what Wireshark finds in the sender's own capture. It calls a
 * segment that was seen before a retransmission or, if it follows closely on what was sent last,
 * out of order: on the sender's side both are retransmissions.
 */
class TsharkRetransmissionsTest {
    private static final int PORT = 8080;
    private static final int OCTETS = 20_000_000;

    @TempDir Path directory;
    private final Map<Observation.Cause, Integer> causes = new TreeMap<>();

    @BeforeAll
    static void tsharkIsThere() throws Exception {
        Tshark.assumeThere();
    }

    @Test
    void findsAsManyRetransmissionsAsWeCount() throws Exception {
        Path file = directory.resolve("sender.pcapng");
        long counted;
        try (World world = World.scripted(1)) {
            Host server = world.host("server");
            Host client = world.host("client");
            PatchCable cable = world.cable(server, client);
            cable.from(server).netem("rate 100mbit limit 64 loss 0.1%");
            cable.from(client).netem("delay 20ms");
            server.observe(this::note);
            Capture capture = world.capture(server.nic("eth0"), file);
            server.start("server", TsharkRetransmissionsTest::serve);
            client.start("client", os -> fetch(os, server.address()));
            world.at("1s", cable::cut);
            world.at("1500ms", cable::mend);
            assertThat(world.run().isComplete()).isTrue();
            counted = server.counts().get(Counter.TCP_RETRANS_SEGS);
            capture.close();
        }
        List<String[]> rows =
                Tshark.fields(
                        file,
                        "tcp.analysis.retransmission",
                        "tcp.analysis.out_of_order",
                        "tcp.analysis.spurious_retransmission",
                        "tcp.checksum.status",
                        "_ws.malformed");
        long found = rows.stream().filter(row -> !(row[0] + row[1]).isEmpty()).count();
        assertThat(rows).allSatisfy(row -> assertThat(row[2] + row[4]).isEmpty());
        assertThat(rows).allSatisfy(row -> assertThat(row[3]).isEqualTo("1"));
        assertThat(found).isEqualTo(counted);
        assertThat(causes.values().stream().mapToInt(each -> each).sum()).isEqualTo(found);
        assertThat(causes).containsKeys(Observation.Cause.RACK, Observation.Cause.RTO);
    }

    private void note(Observation observation) {
        if (observation instanceof Observation.Retransmitted again) {
            causes.merge(again.cause(), again.segments(), Integer::sum);
        }
    }

    private static int serve(Syscalls os) {
        int listener = check("socket", os.socket(Family.AF_INET, Family.SOCK_STREAM, 0));
        check("bind", os.bind(listener, SocketAddress.inet(IpAddress.ANY4, PORT)));
        check("listen", os.listen(listener, 1));
        int fd = check("accept", os.accept(listener, null));
        ByteBuffer data = ByteBuffer.allocate(1 << 16);
        for (int sent = 0; sent < OCTETS; ) {
            sent += check("send", os.send(fd, data.clear(), 0));
        }
        check("close", os.close(fd));
        return os.close(listener);
    }

    private static int fetch(Syscalls os, IpAddress server) {
        int fd = check("socket", os.socket(Family.AF_INET, Family.SOCK_STREAM, 0));
        check("connect", os.connect(fd, SocketAddress.inet(server, PORT)));
        ByteBuffer room = ByteBuffer.allocate(1 << 16);
        while (check("recv", os.recv(fd, room.clear(), 0)) > 0) {
            assertThat(room.position()).isPositive();
        }
        return os.close(fd);
    }
}
