package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two queues behind listen(); LINUX.md 1 to 21. */
class ListenQueueTest {
    private final Bench bench = new Bench();
    private final Peer peer = new Peer(bench);

    private void syn(int port) {
        peer.port = port;
        peer.sends("S 0:0(0) win 65535 mss 1460");
    }

    private void handshake(int port) {
        syn(port);
        peer.expects("S. 0:0(0) ack 1");
        peer.sends(". 1:1(0) ack 1");
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,2", "2,3", "5,6"})
    void oneMoreThanTheBacklogWaits(int backlog, int wait) {
        TcpListener listener = bench.listen(Peer.HOST_PORT, backlog);
        for (int i = 0; i < wait; i++) {
            handshake(6000 + i);
        }
        syn(7000);
        peer.expectsNothing();
        assertThat(listener.waiting()).isEqualTo(wait);
        assertThat(bench.count(Counter.TCP_LISTEN_OVERFLOWS)).isEqualTo(1);
        assertThat(bench.count(Counter.TCP_LISTEN_DROPS)).isEqualTo(1);
    }

    @Test
    void aNegativeBacklogIsVeryLargeAndCapped() {
        assertThat(bench.listen(Peer.HOST_PORT, -1).backlog()).isEqualTo(4096);
    }

    @Test
    void somaxconnIsReadAtListen() {
        TcpListener listener = bench.listen(Peer.HOST_PORT, 100_000);
        bench.set(Setting.SOMAXCONN, 128);
        assertThat(listener.backlog()).isEqualTo(4096);
        assertThat(OpenCall.listen(listener, 7)).isZero();
        assertThat(listener.backlog()).isEqualTo(7);
        assertThat(OpenCall.listen(listener, 100_000)).isZero();
        assertThat(listener.backlog()).isEqualTo(128);
    }

    @Test
    void abortOnOverflowStillDropsASyn() { // LINUX.md 8
        bench.set(Setting.TCP_ABORT_ON_OVERFLOW, 1);
        bench.listen(Peer.HOST_PORT, 0);
        handshake(6000);
        syn(7000);
        peer.expectsNothing();
    }

    @Test
    void theLastAckIsIgnoredWhileNobodyAcceptsAndDataCompletesLater() { // LINUX.md 9
        TcpListener listener = bench.listen(Peer.HOST_PORT, 1);
        syn(6000);
        peer.expects("S. 0:0(0) ack 1");
        int firstIss = peer.hostIss;
        handshake(6001);
        handshake(6002);
        peer.port = 6000;
        peer.hostIss = firstIss;
        peer.sends(". 1:1(0) ack 1").expectsNothing();
        peer.sends("P. 1:6(5) ack 1").expectsNothing();
        assertThat(listener.requests()).isEqualTo(1);
        bench.advance(Bench.SECOND);
        peer.expects("S. 0:0(0) ack 1");
        assertThat(listener.accept()).isNotNull();
        peer.sends("P. 1:6(5) ack 1").expects(". 1:1(0) ack 6");
        assertThat(listener.accept()).isNotNull();
        TcpConnection c = listener.accept();
        assertThat(bench.receive(c)).isEqualTo("abcde");
    }

    @Test
    void abortOnOverflowResetsTheLastAck() { // LINUX.md 10
        bench.set(Setting.TCP_ABORT_ON_OVERFLOW, 1);
        TcpListener listener = bench.listen(Peer.HOST_PORT, 1);
        syn(6000);
        peer.expects("S. 0:0(0) ack 1");
        int firstIss = peer.hostIss;
        handshake(6001);
        handshake(6002);
        peer.port = 6000;
        peer.hostIss = firstIss;
        peer.sends(". 1:1(0) ack 1").expects("R 1:1(0)");
        assertThat(listener.requests()).isZero();
    }

    @Test
    void oneMoreRequestThanTheBacklogIsKept() { // LINUX.md 12, 14
        bench.set(Setting.TCP_SYNCOOKIES, 0);
        TcpListener listener = bench.listen(Peer.HOST_PORT, 4);
        for (int i = 0; i < 8; i++) {
            syn(6000 + i);
        }
        assertThat(listener.requests()).isEqualTo(5);
        assertThat(peer.takes()).hasSize(5);
        assertThat(bench.count(Counter.TCP_REQ_Q_FULL_DROP)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"16,13", "8,7"})
    void maxSynBacklogKeepsAQuarterBack(int setting, int kept) { // LINUX.md 13
        bench.set(Setting.TCP_SYNCOOKIES, 0);
        bench.set(Setting.TCP_MAX_SYN_BACKLOG, setting);
        TcpListener listener = bench.listen(Peer.HOST_PORT, 100);
        for (int i = 0; i < 30; i++) {
            syn(6000 + i);
        }
        assertThat(listener.requests()).isEqualTo(kept);
        assertThat(bench.count(Counter.TCP_LISTEN_DROPS)).isEqualTo(30 - kept);
        assertThat(bench.count(Counter.TCP_REQ_Q_FULL_DROP)).isZero();
    }

    @Test
    void maxSynBacklogMeansNothingWhileThereAreCookies() { // LINUX.md 13
        bench.set(Setting.TCP_MAX_SYN_BACKLOG, 16);
        TcpListener listener = bench.listen(Peer.HOST_PORT, 100);
        for (int i = 0; i < 30; i++) {
            syn(6000 + i);
        }
        assertThat(listener.requests()).isEqualTo(30);
    }

    /** Most have not answered in time: those who flood the queue get fewer SYN-ACKs. */
    @Test
    void aQueueThatIsMoreThanHalfFullForgetsSooner() {
        TcpListener listener = bench.listen(Peer.HOST_PORT, 16);
        for (int i = 0; i < 9; i++) {
            syn(6000 + i);
        }
        peer.ignores();
        bench.advance(7 * Bench.SECOND);
        assertThat(peer.takes()).hasSize(9 + 9 + 8); // after 1, 3 and 7 s
        assertThat(listener.requests()).isEqualTo(8); // half of the backlog
    }

    @Test
    void aSynAgainIsAnsweredAgain() {
        TcpListener listener = bench.listen(Peer.HOST_PORT, 4);
        syn(6000);
        peer.expects("S. 0:0(0) ack 1");
        bench.advance(600 * Bench.MILLI);
        syn(6000);
        peer.expects("S. 0:0(0) ack 1");
        assertThat(listener.requests()).isEqualTo(1);
        bench.advance(Bench.SECOND - 1);
        peer.expectsNothing();
        bench.advance(1);
        peer.expects("S. 0:0(0) ack 1");
    }

    @Test
    void closingResetsThoseWhoWaitAndForgetsRequests() { // LINUX.md 18, 19
        TcpListener listener = bench.listen(Peer.HOST_PORT, 4);
        handshake(6000);
        syn(6001);
        peer.expects("S. 0:0(0) ack 1");
        int iss = peer.hostIss;
        CloseCall.close(listener, bench.nowNanos());
        bench.settle();
        assertThat(peer.takes()).hasSize(1).allMatch(text -> text.startsWith("R."));
        peer.port = 6001;
        peer.hostIss = iss;
        peer.sends(". 1:1(0) ack 1").expects("R 1:1(0)");
        assertThat(bench.tcp.flows().size()).isZero();
        assertThat(bench.timers.size()).isZero();
    }

    @Test
    void whatWasResetIsAcceptedAllTheSame() { // LINUX.md 21
        TcpListener listener = bench.listen(Peer.HOST_PORT, 4);
        handshake(6000);
        peer.sends("P. 1:6(5) ack 1").ignores().sends("R 6:6(0)");
        TcpConnection c = listener.accept();
        assertThat(bench.receive(c)).isEqualTo("abcde");
        assertThat(bench.receive(c)).isEqualTo("-ECONNRESET");
        assertThat(bench.receive(c)).isEmpty();
    }

    @Test
    void aResetDuringTheHandshakeEndsTheRequest() {
        TcpListener listener = bench.listen(Peer.HOST_PORT, 4);
        syn(6000);
        peer.expects("S. 0:0(0) ack 1");
        peer.sends("R 1:1(0)").expectsNothing();
        assertThat(listener.requests()).isZero();
        assertThat(bench.count(Counter.TCP_EMBRYONIC_RSTS)).isEqualTo(1);
    }

    @Test
    void theLastAckMayBringDataAndFin() { // LINUX.md 22
        TcpListener listener = bench.listen(Peer.HOST_PORT, 4);
        syn(6000);
        peer.expects("S. 0:0(0) ack 1");
        peer.sends("FP. 1:6(5) ack 1");
        TcpConnection c = listener.accept();
        assertThat(bench.receive(c)).isEqualTo("abcde");
        assertThat(bench.receive(c)).isEmpty();
    }

    @Test
    void inheritsTheListenersOptions() { // LINUX.md 23
        TcpOptions options = new TcpOptions();
        options.keepAlive(true);
        TcpListener listener = bench.listen(Peer.HOST_PORT, 4, options);
        handshake(6000);
        assertThat(listener.accept().options().keepAlive()).isTrue();
    }

    /** RFC 5961 §4.2: the request goes on, and is not left as a connection without an end. */
    @ParameterizedTest
    @ValueSource(strings = {"SP. 0:5(5) ack 1", "SF. 0:0(0) ack 1"})
    void thePeersOwnSynWithAnAckIsChallengedAndCompletesNothing(String segment) {
        TcpListener listener = bench.listen(Peer.HOST_PORT, 1);
        syn(6000);
        peer.expects("S. 0:0(0) ack 1");
        peer.sends(segment).expects(". 1:1(0) ack 1");
        assertThat(listener.waiting()).isZero();
        assertThat(listener.requests()).isEqualTo(1);
        peer.sends(". 1:1(0) ack 1").expectsNothing();
        assertThat(listener.waiting()).isEqualTo(1);
    }
}
