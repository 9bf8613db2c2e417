package io.jackfield.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.host.Host;
import io.jackfield.posix.Errno;
import io.jackfield.process.Process;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a client that says "hi\n" sees of each peer. */
class PeerTest {
    private final World world = World.scripted(1);
    private final Host app = world.host("app");
    private final Host db = world.host("db");
    private final List<String> seen = new ArrayList<>();

    PeerTest() {
        world.cable(app, db).delay("10ms");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private List<String> seen(String limit) {
        app.start(
                "client",
                os -> {
                    int fd = Programs.connected(os, db.address(), 80);
                    os.send(fd, ByteBuffer.wrap("hi\n".getBytes(StandardCharsets.UTF_8)), 0);
                    ByteBuffer buffer = ByteBuffer.allocate(100);
                    int got;
                    do {
                        got = os.recv(fd, buffer.clear(), 0);
                        String text =
                                got < 0
                                        ? (got == Errno.ECONNRESET.result() ? "RST" : "?")
                                        : new String(
                                                buffer.array(), 0, got, StandardCharsets.UTF_8);
                        seen.add(os.nanoTime() / 1_000_000 + " " + text);
                    } while (got > 0);
                    return os.close(fd);
                });
        world.runFor(limit);
        return seen;
    }

    @Test
    void acceptsAndStalls() {
        Peer.on(80).stalls().start(db);
        assertThat(seen("1h")).isEmpty();
        assertThat(db.sockets())
                .filteredOn(socket -> socket.state().equals("ESTAB"))
                .hasSize(1)
                .allMatch(socket -> socket.receiveQueue() == 3);
    }

    @Test
    void answersSlowlyAndClosesLate() {
        Peer.on(80).readsUntil("\n").waits("30s").writes("ok").waits("5s").start(db);
        assertThat(seen("1m")).containsExactly("30040 ok", "35040 ");
    }

    @Test
    void dribbles() {
        Peer.on(80).reads(3).dribbles("hello", 2, "1s").start(db);
        assertThat(seen("1m")).containsExactly("40 he", "1040 ll", "2040 o", "2040 ");
    }

    @Test
    void resetsInTheMiddleOfItsAnswer() {
        Peer.on(80).readsUntil("\n").writes("hel").waits("1s").resets().start(db);
        assertThat(seen("1m")).containsExactly("40 hel", "1040 RST");
    }

    @Test
    void shutsItsSideDownAndReadsOn() {
        Peer.on(80).shutsDown().readsAll().start(db);
        assertThat(seen("2m")).containsExactly("40 ");
        assertThat(db.sockets()).hasSize(1); // its listener: the client closed too
    }

    @Test
    void neverAcceptsAndItsQueueFills() {
        Peer.on(80).neverAccepts(1).start(db);
        for (int i = 0; i < 3; i++) {
            app.start("client", os -> Programs.connected(os, db.address(), 80));
            world.runFor("1s"); // all at once, the third would get a cookie: LINUX.md 11, 14
        }
        world.runFor("10s");
        assertThat(app.sockets())
                .filteredOn(socket -> socket.state().equals("SYN-SENT"))
                .hasSize(1);
        assertThat(world.isDone()).isFalse();
    }

    @Test
    void servesManyAtOnce() {
        Peer.on(80).readsUntil("\n").waits("1s").writes("ok").start(db);
        seen("0s");
        assertThat(seen("1m")).containsExactlyInAnyOrder("1040 ok", "1040 ok", "1040 ", "1040 ");
    }

    @Test
    void hasOnlySoMuchPatience() {
        Peer.on(80).stalls().start(db);
        Process visit = Peer.to(db, 80).waitsAtMost("30s").reads(1).start(app);
        world.runFor("29s");
        assertThat(visit.isEnded()).isFalse();
        world.runFor("2s");
        assertThat(visit.status()).isOne();
    }

    @Test
    void isAClientThatSaysWhetherItCameToItsEnd() {
        Peer.on(80).readsUntil("\n").writes("HTTP/1.0 200 OK\r\n").start(db);
        Peer.on(81).readsUntil("\n").writes("HTTP/1.0 503 Sorry\r\n").start(db);
        assertThat(visit(80)).isZero();
        assertThat(visit(81)).isOne();
        assertThat(visit(82)).isOne();
    }

    private int visit(int port) {
        Process visit =
                Peer.to(db, port).writes("GET /\n").readsUntil(" 200 ").readsAll().start(app);
        world.runFor("1s");
        return visit.status();
    }
}
