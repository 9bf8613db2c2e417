package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.observe.Setting;
import io.jackfield.observe.TcpState;
import io.jackfield.posix.Errno;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.Readiness;

import org.junit.jupiter.api.Test;

/** close(2) and shutdown(2); LINUX.md 69 to 82. */
class CloseTest {
    private final Bench bench = new Bench();

    private Peer connected() {
        return Peer.connectedTo(bench);
    }

    private Peer connected(int option, int value) {
        TcpOptions options = new TcpOptions();
        assertThat(options.set(option, value)).isZero();
        return Peer.connectedTo(bench, options, "mss 1460");
    }

    private void closesAbortively(Peer peer) {
        CloseCall.close(peer.connection(), true, bench.nowNanos());
        bench.settle();
    }

    @Test
    void sendsItsDataThenTheFin() {
        Peer peer = connected();
        bench.send(peer.connection(), "hello");
        peer.expects("P. 1:6(5) ack 1");
        bench.close(peer.connection());
        peer.expects("F. 6:6(0) ack 1");
        peer.sends("F. 1:1(0) ack 7").expects(". 7:7(0) ack 2");
        assertThat(bench.tcp.timeWaits()).isEqualTo(1);
        assertThat(bench.tcp.orphans()).isZero();
    }

    @Test
    void aFinGoesAlongWithTheLastData() {
        Peer peer = connected();
        peer.host(
                c -> {
                    c.snd.cork(true);
                    bench.send(c, "hello");
                });
        peer.expectsNothing();
        bench.close(peer.connection());
        peer.expects("FP. 1:6(5) ack 1");
    }

    @Test
    void unreadDataMakesItAReset() { // LINUX.md 72
        Peer peer = connected();
        peer.sends("P. 1:6(5) ack 1").expects(". 1:1(0) ack 6");
        bench.close(peer.connection());
        peer.expects("R. 1:1(0) ack 6").release();
        assertThat(bench.tcp.flows().size()).isZero();
    }

    @Test
    void dataThatWasOnlyPeekedIsUnread() {
        Peer peer = connected();
        peer.sends("P. 1:6(5) ack 1").expects(". 1:1(0) ack 6");
        assertThat(bench.receive(peer.connection(), 100, MessageFlags.MSG_PEEK)).isEqualTo("abcde");
        bench.close(peer.connection());
        peer.expects("R. 1:1(0) ack 6");
    }

    @Test
    void lingerOfNoSecondsIsAReset() { // LINUX.md 77
        Peer peer = connected();
        bench.send(peer.connection(), "hello");
        peer.expects("P. 1:6(5) ack 1");
        closesAbortively(peer);
        peer.expects("R. 6:6(0) ack 1");
        assertThat(bench.tcp.timeWaits()).isZero();
        assertThat(bench.pool.outstanding()).isZero();
    }

    @Test
    void halfClosedItStillReceives() { // LINUX.md 73
        Peer peer = connected();
        peer.hostCloses().expects("F. 1:1(0) ack 1");
        peer.sends("P. 1:6(5) ack 2").expects(". 2:2(0) ack 6");
        assertThat(bench.receive(peer.connection())).isEqualTo("abcde");
        assertThat(bench.send(peer.connection(), "x")).isEqualTo(Errno.EPIPE.result());
    }

    @Test
    void thePeersFinIsTheEndAndNoHangUp() {
        Peer peer = connected();
        peer.sends("F. 1:1(0) ack 1");
        int readiness = StatusCall.readiness(peer.connection());
        assertThat(readiness & Readiness.POLLRDHUP).isNotZero();
        assertThat(readiness & Readiness.POLLHUP).isZero();
        assertThat(bench.receive(peer.connection())).isEmpty();
        assertThat(bench.send(peer.connection(), "more")).isEqualTo(4);
        peer.expects("P. 1:5(4) ack 2");
        peer.hostCloses().expects("F. 5:5(0) ack 2");
        assertThat(StatusCall.readiness(peer.connection()) & Readiness.POLLHUP).isNotZero();
    }

    @Test
    void shutForReadingItStillTakesData() { // LINUX.md 75
        Peer peer = connected();
        bench.shutdown(peer.connection(), CloseCall.SHUT_RD);
        peer.expectsNothing();
        assertThat(bench.receive(peer.connection())).isEmpty();
        peer.sends("P. 1:6(5) ack 1").expects(". 1:1(0) ack 6");
        assertThat(bench.receive(peer.connection())).isEqualTo("abcde");
    }

    @Test
    void shutForBothItResetsWhoSends() { // LINUX.md 76
        Peer peer = connected();
        bench.shutdown(peer.connection(), CloseCall.SHUT_RDWR);
        peer.expects("F. 1:1(0) ack 1");
        peer.sends("P. 1:6(5) ack 2").expects("R 2:2(0)");
        assertThat(bench.receive(peer.connection())).isEqualTo("-ECONNRESET");
    }

    @Test
    void aSecondShutdownFindsNoConnection() { // LINUX.md 74
        Peer peer = connected();
        peer.hostCloses().sends("F. 1:1(0) ack 2");
        assertThat(CloseCall.shutdown(peer.connection(), CloseCall.SHUT_WR, bench.nowNanos()))
                .isEqualTo(Errno.ENOTCONN.result());
    }

    @Test
    void aHeldFinWait2NeverEndsByItself() { // LINUX.md 81
        Peer peer = connected();
        peer.hostCloses().sends(". 1:1(0) ack 2");
        bench.advance(10_000 * Bench.SECOND);
        assertThat(peer.connection().state()).isEqualTo(TcpState.FIN_WAIT_2);
    }

    private void remainsFor(Peer peer, long seconds) {
        bench.close(peer.connection());
        peer.sends(". 1:1(0) ack 2");
        bench.advance(seconds * Bench.SECOND - 1);
        assertThat(bench.tcp.flows().size()).isEqualTo(1);
        bench.advance(1);
        assertThat(bench.tcp.flows().size()).isZero();
    }

    @Test
    void anOrphanWaitsSixtySecondsForTheFin() {
        remainsFor(connected(), 60);
    }

    @Test
    void tcpFinTimeoutIsThatTime() { // LINUX.md 80
        bench.set(Setting.TCP_FIN_TIMEOUT_SECONDS, 5);
        remainsFor(connected(), 5);
    }

    @Test
    void tcpFinTimeoutMayBeLongerThanTimeWait() {
        bench.set(Setting.TCP_FIN_TIMEOUT_SECONDS, 120);
        Peer peer = connected();
        remainsFor(peer, 120);
        assertThat(peer.connection().state()).isEqualTo(TcpState.CLOSED);
    }

    @Test
    void tcpLinger2IsThatTimeForOneSocket() {
        remainsFor(connected(Option.TCP_LINGER2, 5), 5);
    }

    @Test
    void negativeLinger2ResetsWhenTheFinIsAcknowledged() {
        Peer peer = connected(Option.TCP_LINGER2, -1);
        bench.close(peer.connection());
        peer.expects("F. 1:1(0) ack 1");
        peer.sends(". 1:1(0) ack 2").expects("R 2:2(0)");
        assertThat(bench.tcp.flows().size()).isZero();
    }

    @Test
    void negativeLinger2ResetsAtOnceInFinWait2() {
        Peer peer = connected(Option.TCP_LINGER2, -1);
        peer.hostCloses().sends(". 1:1(0) ack 2").ignores();
        bench.close(peer.connection());
        peer.expects("R. 2:2(0) ack 1");
    }

    @Test
    void dataForAnOrphanInFinWait2IsReset() { // LINUX.md 82
        Peer peer = connected();
        bench.close(peer.connection());
        peer.sends(". 1:1(0) ack 2").ignores();
        peer.sends("P. 1:6(5) ack 2").expects("R 2:2(0)");
        assertThat(bench.tcp.flows().size()).isZero();
    }

    @Test
    void theFinOfAnOrphansPeerLeadsToTimeWait() {
        Peer peer = connected();
        bench.close(peer.connection());
        peer.sends(". 1:1(0) ack 2").ignores();
        bench.advance(30 * Bench.SECOND);
        peer.sends("F. 1:1(0) ack 2").expects(". 2:2(0) ack 2");
        bench.advance(60 * Bench.SECOND - 1);
        assertThat(bench.tcp.timeWaits()).isEqualTo(1);
        bench.advance(1);
        assertThat(bench.tcp.timeWaits()).isZero();
    }

    @Test
    void aResetLeavesWhatWasReceivedReadable() { // LINUX.md 69, 70
        Peer peer = connected();
        peer.sends("P. 1:6(5) ack 1").sends("R 6:6(0)");
        TcpConnection c = peer.connection();
        assertThat(bench.receive(c)).isEqualTo("abcde");
        assertThat(bench.receive(c)).isEqualTo("-ECONNRESET");
        assertThat(bench.receive(c)).isEmpty();
        assertThat(bench.send(c, "x")).isEqualTo(Errno.EPIPE.result());
        assertThat(StatusCall.takeError(c)).isZero();
    }

    @Test
    void aResetAfterTheFinIsABrokenPipe() { // LINUX.md 71
        Peer peer = connected();
        TcpConnection c = peer.connection();
        peer.sends("F. 1:1(0) ack 1");
        assertThat(bench.send(c, "x")).isEqualTo(1);
        peer.sends("R 2:2(0)");
        int all = Readiness.POLLIN | Readiness.POLLOUT | Readiness.POLLERR | Readiness.POLLHUP;
        assertThat(StatusCall.readiness(c) & all).isEqualTo(all);
        assertThat(bench.send(c, "y")).isEqualTo(Errno.EPIPE.result());
        assertThat(bench.receive(c)).isEmpty();
        assertThat(StatusCall.takeError(c)).isZero();
    }

    @Test
    void anOrphanGivesUpAfterEightRetries() { // LINUX.md 89
        Peer peer = connected();
        long rto = peer.connection().snd.rtoNanos();
        bench.close(peer.connection());
        peer.ignores();
        // the first timeout that lies 102.2 s or more after the first retransmission
        bench.advance(1023 * rto - 1);
        assertThat(bench.tcp.orphans()).isEqualTo(1);
        bench.advance(1);
        assertThat(bench.tcp.flows().size()).isZero();
        assertThat(bench.tcp.orphans()).isZero();
        assertThat(peer.takes()).hasSize(9);
    }

    @Test
    void tooManyOrphansAreReset() {
        bench.set(Setting.TCP_MAX_ORPHANS, 0);
        Peer peer = connected();
        bench.close(peer.connection());
        peer.expects("F. 1:1(0) ack 1");
        peer.expects("R. 2:2(0) ack 1");
        assertThat(bench.tcp.orphans()).isZero();
    }
}
