package io.jackfield.net.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.host.Host;
import io.jackfield.net.PacketView;
import io.jackfield.net.PatchCable;
import io.jackfield.net.Peer;
import io.jackfield.net.World;
import io.jackfield.posix.Program;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a picture shows, as text. */
class SequenceTest {
    private final World world = World.scripted(1);
    private final Host app = world.host("app");
    private final Host db = world.host("db");
    private final Sequence picture = Sequence.of(world).between(app, db);
    private final PatchCable cable = world.cable(app, db).delay("20ms");

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void handshakeDataAndClose() {
        Peer.on(80).reads(5).writes("ok").readsAll().start(db);
        app.start("client", Dialogue.client(db, 5));
        world.runFor("2m");
        assertThat(picture.text())
                .isEqualTo(
                        """
                        #1 app:36942 — db:80
                                          app                                                                  db
                                       10.0.1.1                                                             10.0.1.2
                         0.000    SYN-SENT │─ [S] seq 0, win 65535, mss 1460, wscale 7, sackOK ────────────────>│
                         0.020             │<──────── [S.] seq 0, ack 1, win 65535, mss 1460, wscale 7, sackOK ─│ SYN-RECV
                         0.040       ESTAB │─ [.] ack 1 ───────────────────────────────────────────────────────>│
                                           │─ [P.] seq 1:6, ack 1, len 5 ──────────────────────────────────────>│
                         0.060             │<─────────────────────────────────────────────────────── [.] ack 6 ─│ ESTAB
                                           │<────────────────────────────────────── [P.] seq 1:3, ack 6, len 2 ─│
                         0.080             │─ [.] ack 3 ───────────────────────────────────────────────────────>│
                                FIN-WAIT-1 │─ [F.] seq 6, ack 3 ───────────────────────────────────────────────>│
                         0.100             │                                                                    │ CLOSE-WAIT
                                           │<─────────────────────────────────────────────── [F.] seq 3, ack 7 ─│ LAST-ACK
                         0.120  FIN-WAIT-2 │─ [.] ack 4 ───────────────────────────────────────────────────────>│
                                 TIME-WAIT │                                                                    │
                         0.140             │                                                                    │ CLOSED
                                           ┊  … 59.98 s …                                                       ┊
                        60.120      CLOSED │                                                                    │
                        """);
    }

    @Test
    void synsIntoABlackHole() {
        world.blackhole(app, db);
        app.start("client", Dialogue.client(db, 5));
        world.runFor("3m");
        assertThat(picture.text())
                .isEqualTo(
                        """
                        #1 app:36942 — db:80
                                         app                                                                              db
                                      10.0.1.1                                                                      10.0.1.2
                          0.000           │── blackhole app→db ────────────────────────────────────────────────────────────│
                                 SYN-SENT │─ [S] seq 0, win 65535, mss 1460, wscale 7, sackOK ──x black hole               │
                          1.000           │─ [S] seq 0, again, win 65535, mss 1460, wscale 7, sackOK ──x black hole        │
                          2.000           │─ [S] seq 0, again, win 65535, mss 1460, wscale 7, sackOK ──x black hole        │
                          3.000           │─ [S] seq 0, again, win 65535, mss 1460, wscale 7, sackOK ──x black hole        │
                          4.000           │─ [S] seq 0, again, win 65535, mss 1460, wscale 7, sackOK ──x black hole        │
                          5.000           │─ [S] seq 0, again, win 65535, mss 1460, wscale 7, sackOK ──x black hole        │
                          7.000           │─ [S] seq 0, again, win 65535, mss 1460, wscale 7, sackOK ──x black hole        │
                         11.000           │─ [S] seq 0, again, win 65535, mss 1460, wscale 7, sackOK ──x black hole        │
                                          ┊  … 8 s …                                                                       ┊
                         19.000           │─ [S] seq 0, again, win 65535, mss 1460, wscale 7, sackOK ──x black hole        │
                                          ┊  … 16 s …                                                                      ┊
                         35.000           │─ [S] seq 0, again, win 65535, mss 1460, wscale 7, sackOK ──x black hole        │
                                          ┊  … 32 s …                                                                      ┊
                         67.000           │─ [S] seq 0, again, win 65535, mss 1460, wscale 7, sackOK ──x black hole        │
                                          ┊  … 64 s …                                                                      ┊
                        131.000    CLOSED │                                                                                │
                        """);
    }

    @Test
    void resetWithUnreadData() {
        Peer.on(80).reads(1).resets().start(db);
        app.start("client", Dialogue.client(db, 3000));
        world.runFor("1m");
        assertThat(picture.text())
                .isEqualTo(
                        """
                        #1 app:36942 — db:80
                                       app                                                                       db
                                    10.0.1.1                                                                  10.0.1.2
                        0.000  SYN-SENT │─ [S] seq 0, win 65535, mss 1460, wscale 7, sackOK ─────────────────────>│
                        0.020           │<───────────── [S.] seq 0, ack 1, win 65535, mss 1460, wscale 7, sackOK ─│ SYN-RECV
                        0.040     ESTAB │─ [.] ack 1 ────────────────────────────────────────────────────────────>│
                                        │─ [.] seq 1:1449, ack 1, len 1448 ──────────────────────────────────────>│
                                        │─ [.] seq 1449:2897, ack 1, len 1448 ───────────────────────────────────>│
                                        │─ [P.] seq 2897:3001, ack 1, len 104 ───────────────────────────────────>│
                        0.060           │<───────────────────────────────────────────────────────── [.] ack 3001 ─│ ESTAB
                                        │<───────────────────────────────────────────────── [R.] seq 1, ack 3001 ─│
                                        │                                                                         │ CLOSED
                        0.080    CLOSED │                                                                         │
                        """);
    }

    @Test
    void longRunsAndLongSilencesAreFolded() {
        Peer.on(80).reads(100_000).waits("30s").writes("ok").readsAll().start(db);
        app.start("client", Dialogue.client(db, 100_000));
        world.runFor("32s");
        assertThat(picture.text())
                .containsPattern("┊  … \\d+ segments omitted, \\d+ octets +┊")
                .contains("┊  … 29.98 s …")
                .contains("seq 1:1449, ack 1, len 1448")
                .contains("seq 99913:100001");
        assertThat(picture.text().lines().count()).isLessThan(40);
    }

    @Test
    void whatIsSentAgainSaysWhy() {
        cable.drop(packet -> packet.isFrom(app) && packet.hasData()).nth(3);
        cable.drop(packet -> packet.isFrom(db) && packet.hasData()).first(1);
        Peer.on(80).reads(20_000).writes("ok").readsAll().start(db);
        app.start("client", Dialogue.client(db, 20_000));
        world.runFor("1m");
        assertThat(picture.text())
                .containsPattern("seq 2897:4345, ack 1, len 1448 ─+x dropped by a fault")
                .containsPattern("\\[.*] seq 2897:4345, again \\((FAST|RACK)\\), ack 1")
                .contains("sack 4345:")
                .containsPattern("seq 1:3, again \\((TLP|RTO)\\)");
    }

    @Test
    void onlyWhatIsAskedForAndOnlySoMuch() {
        Peer.on(80).reads(5).writes("ok").readsAll().start(db);
        app.start("client", Dialogue.client(db, 5));
        world.runFor("2m");
        assertThat(picture.where(PacketView::isFin).text())
                .contains("[F.] seq 6, ack 3")
                .contains("[F.] seq 3, ack 7")
                .doesNotContain("[S]");
        assertThat(picture.limit(2).text())
                .contains("[S] seq 0")
                .contains("… 8 segments omitted, 7 octets")
                .contains("[.] ack 4");
        assertThat(picture.where(_ -> false).text()).isEqualTo("nothing was sent\n");
        assertThatThrownBy(() -> picture.limit(1)).hasMessageContaining("limit");
        assertThatThrownBy(() -> picture.between(app)).hasMessageContaining("two hosts");
    }

    @Test
    void oneRecordingMakesSeveralPictures() {
        Peer.on(80).reads(5).writes("ok").readsAll().start(db);
        Program client = Dialogue.client(db, 5);
        // @start region="sequence"
        Sequence sequence = Sequence.of(world); // before what is to be drawn
        app.start("client", client);
        world.runFor("2m");
        String text = sequence.between(app, db).text(); // for a terminal
        String svg = sequence.svg(); // all hosts that said something
        // @end region="sequence"
        assertThat(text).contains("[P.] seq 1:6").isEqualTo(sequence.between(app, db).toString());
        assertThat(svg).contains("[P.] seq 1:6");
    }

    @Test
    void noLineIsLongerThanATerminal() {
        cable.loss("20%");
        Peer.on(80).reads(50_000).writes("ok").readsAll().start(db);
        for (int i = 0; i < 12; i++) {
            app.start("client", Dialogue.client(db, 50_000));
        }
        world.runFor("10m");
        assertThat(picture.limit(1000).text().lines()).allMatch(line -> line.length() <= 100);
    }
}
