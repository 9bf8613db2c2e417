package io.jackfield.net.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.host.Host;
import io.jackfield.link.Ends;
import io.jackfield.net.EthernetSwitch;
import io.jackfield.net.Firewall;
import io.jackfield.net.Nat;
import io.jackfield.net.PacketView;
import io.jackfield.net.PatchCable;
import io.jackfield.net.Peer;
import io.jackfield.net.World;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

/** Where packets end, with the cause, and what lies between the rails. */
class PathsTest {
    private final World world = World.scripted(1);
    private final Host app = world.host("app");
    private final Host r = world.router("r");
    private final Host db = world.host("db");
    private final Sequence sequence = Sequence.of(world);
    private final PatchCable inside = world.cable(app, r).delay("5ms");
    private final PatchCable outside = world.cable(r, db).delay("15ms");

    PathsTest() {
        Peer.on(80).reads(5).writes("ok").readsAll().start(db);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private String after(String time) {
        app.start("client", Dialogue.client(db, 5));
        world.runFor(time);
        return sequence.between(app, db).text();
    }

    @Test
    void aRouterBetweenTheRailsIsPartOfTheWay() {
        assertThat(after("1s"))
                .contains("0.000    SYN-SENT │─ [S] seq 0")
                .contains("0.020             │<──")
                .doesNotContain("0.005")
                .doesNotContain("x ");
    }

    @Test
    void aRouterCanBeARailToo() {
        after("1s");
        String text = sequence.text();
        assertThat(text.lines().skip(1).findFirst().orElseThrow()).containsPattern("app +r +db");
        assertThat(text).containsPattern("0.000 .*\\[S] seq 0.*>│ +│");
        assertThat(text).containsPattern("0.005 .*│ +│─ \\[S] seq 0.*>│");
    }

    @Test
    void aFirewallIsNamed() {
        Firewall.on(r).drop(PacketView::isSyn);
        assertThat(after("1s")).containsPattern("\\[S] seq 0.*─x firewall of r");
        assertThat(sequence.text()).containsPattern("\\[S] seq 0.*─x firewall│");
    }

    @Test
    void addressTranslationIsFollowed() {
        Nat.symmetric(r, outside);
        outside.drop(packet -> packet.isFrom(db) && packet.hasData()).first(1);
        assertThat(after("1s"))
                .containsPattern("#1 app:\\d+ — db:80\n")
                .doesNotContain("#2")
                .contains("ESTAB")
                .containsPattern("dropped by a fault x─+ \\[P.] seq 1:3, ack 6")
                .containsPattern("<─+ \\[P.] seq 1:3, again \\(\\w+\\), ack 6, len 2");
    }

    @Test
    void aQueueCanBeFull() {
        outside.rate("1mbit").limit(2);
        app.start("client", Dialogue.client(db, 20_000));
        world.runFor("300ms");
        assertThat(sequence.between(app, db).text()).containsPattern("len 1448 ─+x queue full");
    }

    @Test
    void aCutCableLosesWhatIsUnderWay() {
        world.at("10ms").cut(outside);
        String text = after("1500ms");
        assertThat(text)
                .containsPattern("0.000 .*\\[S] seq 0.*─x no carrier")
                .containsPattern("0.010 +│── cut .*─+│")
                .containsPattern("1.000 .*\\[S] seq 0, again.*─x (no carrier|ends at r)");
    }

    @Test
    void chanceLosesAndRulesDrop() {
        inside.from(app).loss("100%");
        assertThat(after("500ms")).containsPattern("\\[S] seq 0.*─x lost");
        inside.heal();
        inside.drop(PacketView::isSyn);
        world.runFor("600ms");
        assertThat(sequence.between(app, db).text())
                .containsPattern("1.000 .*\\[S] seq 0, again.*─x dropped by a fault");
    }

    @Test
    void aHostCanBeDown() {
        db.crash();
        assertThat(after("500ms")).containsPattern("\\[S] seq 0.*─x db is down");
    }

    @Test
    void aFullAcceptQueueIsNamed() {
        Peer.on(81).neverAccepts(0).start(db);
        for (int i = 0; i < 3; i++) {
            app.start("client", Dialogue.client(db, 5));
        }
        Host full = world.host("full");
        world.cable(app, full);
        Peer.on(80).neverAccepts(1).start(full);
        for (int i = 0; i < 3; i++) {
            app.start("client", Dialogue.client(full, 5));
            world.runFor("100ms");
        }
        assertThat(sequence.between(app, full).text())
                .containsPattern("\\[S] seq 0.*─x accept queue full│");
    }

    @Test
    void whatNobodySentBeginsBetweenTheRails() {
        inside.resetAfter(_ -> true, 5, Ends.BOTH);
        assertThat(after("1s")).containsPattern("│ +─ \\[R.] seq 6, forged.*>│");
    }

    @Test
    void datagramsAndWhatIcmpSaysOfThemAreDrawnToo() {
        app.start(
                "client",
                os -> {
                    int fd = os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0);
                    os.connect(fd, SocketAddress.of(db.address(), 9000));
                    os.send(fd, ByteBuffer.allocate(3), 0);
                    return os.recv(fd, ByteBuffer.allocate(3), 0);
                });
        world.runFor("1s");
        assertThat(sequence.between(app, db).text())
                .containsPattern("0.000 +│─ UDP \\d+ > 9000, len 3 ─+>│")
                .containsPattern("0.020 +│<─+ ICMP port unreachable.*\\.9000: UDP");
    }

    @Test
    void switchesAreNoRailsAndFramesForOthersAreNotShown() {
        EthernetSwitch lan = world.ethernetSwitch("lan");
        Host a = world.host("a");
        Host b = world.host("b");
        Host c = world.host("c");
        for (Host each : new Host[] {a, b, c}) {
            world.cable(each, lan).delay("1ms");
        }
        Peer.on(80).reads(5).writes("ok").readsAll().start(b);
        a.start("client", Dialogue.client(b, 5));
        world.runFor("1s");
        String text = sequence.between(a, b, c).text();
        assertThat(text.lines().filter(line -> line.contains("[S]"))).hasSize(1);
        assertThat(text).containsPattern("a +b +c").doesNotContain("x ");
    }

    @Test
    void manyHostsAreAListOfPackets() {
        for (int i = 0; i < 4; i++) {
            world.cable(app, world.host("idle" + i));
        }
        after("1s");
        String text = sequence.between(world.hosts().toArray(Host[]::new)).text();
        assertThat(text)
                .contains("app→r [S] seq 0")
                .contains("r→db [S] seq 0")
                .contains("db SYN-RECV");
    }
}
