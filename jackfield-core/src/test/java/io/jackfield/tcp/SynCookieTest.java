package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.packet.Segment;
import io.jackfield.port.Binding;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Handshakes of which nothing is kept (RFC 4987 §3.6); LINUX.md 11 to 16. */
class SynCookieTest {
    private static final int ALWAYS = 2;
    private static final long MINUTE = 60 * Bench.SECOND;

    private final Bench bench = new Bench();
    private final Peer peer = new Peer(bench);

    private Segment syn(int port, String options) {
        peer.port = port;
        peer.sends("S 0:0(0) win 65535 " + options);
        return peer.expects("S. 0:0(0) ack 1");
    }

    @Test
    void aFullQueueAnswersTheRestWithCookies() { // row 14
        TcpListener listener = bench.listen(Peer.HOST_PORT, 4);
        for (int i = 0; i < 30; i++) {
            syn(6000 + i, "mss 1460");
        }
        assertThat(listener.requests()).isEqualTo(5);
        assertThat(bench.tcp.flows().size()).isEqualTo(5);
        assertThat(bench.count(Counter.TCP_SYNCOOKIES_SENT)).isEqualTo(25);
        assertThat(bench.count(Counter.TCP_REQ_Q_FULL_DO_COOKIES)).isEqualTo(25);
        assertThat(bench.count(Counter.TCP_LISTEN_DROPS)).isZero();
        peer.sends(". 1:1(0) ack 1").expectsNothing();
        assertThat(listener.waiting()).isEqualTo(1);
        assertThat(bench.count(Counter.TCP_SYNCOOKIES_RECV)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1460,1460", "9000,1460", "1459,1440", "1400,1300", "1000,536", "100,536"})
    void theNumberTellsAnMssThatThePeerTakes(int mss, int told) {
        bench.set(Setting.TCP_SYNCOOKIES, ALWAYS);
        TcpListener listener = bench.listen(Peer.HOST_PORT, 4);
        assertThat(syn(6000, "mss " + mss).mss()).isEqualTo(1460);
        assertThat(bench.timers.size()).isZero();
        peer.sends("P. 1:6(5) ack 1");
        peer.expects(". 1:1(0) ack 6");
        TcpConnection c = listener.accept();
        assertThat(c.snd.effectiveSendMss()).isEqualTo(told);
        assertThat(bench.receive(c)).isEqualTo("abcde");
    }

    @Test
    void withoutTimestampsNoOptionIsAgreedOn() {
        bench.set(Setting.TCP_SYNCOOKIES, ALWAYS);
        TcpListener listener = bench.listen(Peer.HOST_PORT, 4);
        Segment synAck = syn(6000, "mss 1460 sackOK ws 7");
        assertThat(synAck.windowScale()).isEqualTo(Segment.NO_SCALE);
        assertThat(synAck.sackPermitted()).isFalse();
        peer.sends(". 1:1(0) ack 1");
        assertThat(listener.accept().hasSack).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "sackOK ws 7,23,true,7",
        "ws 0,0,false,0",
        "sackOK,31,true,0",
        "ws 14,14,false,14",
        "'',15,false,0"
    })
    void timestampsTellTheOptions(String options, int bits, boolean sack, int scale) {
        bench.set(Setting.TCP_SYNCOOKIES, ALWAYS);
        TcpListener listener = bench.listen(Peer.HOST_PORT, 4);
        Segment synAck = syn(6000, "mss 1460 ts 77 0 " + options);
        int offset = bench.tcp.initialNumbers().timestampOffset(Bench.HOST, Bench.PEER);
        int told = synAck.tsVal() - offset;
        int clock = (int) (bench.nowNanos() / Bench.MILLI);
        assertThat(told & 63).isEqualTo(bits);
        assertThat(told).isBetween(clock - 64, clock);
        assertThat(synAck.sackPermitted()).isEqualTo(sack);
        assertThat(synAck.windowScale() != Segment.NO_SCALE).isEqualTo(options.contains("ws"));
        bench.advance(20 * Bench.MILLI);
        peer.sends(". 1:1(0) ack 1 win 100 ts 78 " + Integer.toUnsignedString(synAck.tsVal()));
        TcpConnection c = listener.accept();
        assertThat(c.hasSack).isEqualTo(sack);
        assertThat(c.snd.wnd).isEqualTo(100 << scale);
        assertThat(c.rcv.timestamps().recent()).isEqualTo(78);
        assertThat(c.rcv.timestamps().offset()).isEqualTo(offset);
    }

    @Test
    void theMinutesOfACookieAreTwo() {
        bench.set(Setting.TCP_SYNCOOKIES, ALWAYS);
        TcpListener listener = bench.listen(Peer.HOST_PORT, 4);
        bench.advance(MINUTE - bench.nowNanos() % MINUTE); // a minute begins
        syn(6000, "mss 1460");
        int cookie = peer.hostIss;
        bench.advance(2 * MINUTE - 1);
        syn(6001, "mss 1460"); // so that cookies are expected at all
        peer.port = 6000;
        peer.hostIss = cookie;
        peer.sends(". 1:1(0) ack 1").expectsNothing();
        assertThat(listener.waiting()).isEqualTo(1);
        peer.port = 6002;
        bench.advance(1);
        int last = syn(6002, "mss 1460").seq();
        bench.advance(2 * MINUTE);
        peer.sends(". 1:1(0) ack 1").expects("R 1:1(0)");
        assertThat(bench.count(Counter.TCP_SYNCOOKIES_FAILED)).isEqualTo(1);
        assertThat(last).isEqualTo(peer.hostIss);
    }

    @Test
    void aGuessIsRefusedAndCountedOnlyWhileCookiesAreOut() {
        bench.listen(Peer.HOST_PORT, 4);
        peer.sends(". 1:1(0) ack 1").expects("R 1:1(0)");
        assertThat(bench.count(Counter.TCP_SYNCOOKIES_FAILED)).isZero();
        bench.set(Setting.TCP_SYNCOOKIES, ALWAYS);
        syn(6000, "mss 1460");
        peer.sends(". 1:1(0) ack 2").expects("R 2:2(0)");
        assertThat(bench.count(Counter.TCP_SYNCOOKIES_FAILED)).isEqualTo(1);
        bench.advance(2 * MINUTE + 1);
        peer.sends(". 1:1(0) ack 1").expects("R 1:1(0)");
        assertThat(bench.count(Counter.TCP_SYNCOOKIES_FAILED)).isEqualTo(1);
    }

    @Test
    void nobodyElseCanUseACookie() {
        bench.set(Setting.TCP_SYNCOOKIES, ALWAYS);
        TcpListener listener = bench.listen(Peer.HOST_PORT, 4);
        syn(6000, "mss 1460");
        peer.port = 6001;
        peer.sends(". 1:1(0) ack 1").expects("R 1:1(0)");
        assertThat(listener.waiting()).isZero();
    }

    @Test
    void theAckOfACookieIsIgnoredWhileNobodyAccepts() { // row 11
        bench.set(Setting.TCP_SYNCOOKIES, ALWAYS);
        bench.set(Setting.TCP_ABORT_ON_OVERFLOW, 1);
        TcpListener listener = bench.listen(Peer.HOST_PORT, 0);
        syn(6000, "mss 1460");
        int first = peer.hostIss;
        syn(6001, "mss 1460");
        peer.sends(". 1:1(0) ack 1").expectsNothing();
        peer.port = 6000;
        peer.hostIss = first;
        peer.sends(". 1:1(0) ack 1").expectsNothing();
        assertThat(listener.waiting()).isEqualTo(1);
        assertThat(bench.count(Counter.TCP_LISTEN_OVERFLOWS)).isEqualTo(1);
        assertThat(bench.timers.size()).isZero();
        assertThat(listener.accept()).isNotNull();
        peer.sends("P. 1:6(5) ack 1").expects(". 1:1(0) ack 6");
        assertThat(listener.waiting()).isEqualTo(1);
    }

    @Test
    void aFullAcceptQueueSendsNoCookies() { // row 15
        bench.set(Setting.TCP_SYNCOOKIES, ALWAYS);
        bench.listen(Peer.HOST_PORT, 0);
        syn(6000, "mss 1460");
        peer.sends(". 1:1(0) ack 1");
        peer.port = 6001;
        peer.sends("S 0:0(0) win 65535 mss 1460").expectsNothing();
        assertThat(bench.count(Counter.TCP_LISTEN_OVERFLOWS)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void whoSucceedsATimeWaitNeedsNoCookie(int mode) { // row 16
        TcpListener listener = bench.listen(Peer.HOST_PORT, 0);
        syn(6000, "mss 1460");
        peer.sends(". 1:1(0) ack 1");
        TcpConnection c = listener.accept();
        c.user((_, _) -> {});
        bench.shutdown(c, CloseCall.SHUT_WR);
        peer.sends("F. 1:1(0) ack 2").ignores();
        bench.close(c);
        bench.set(Setting.TCP_SYNCOOKIES, mode == 2 ? 0 : mode);
        syn(6001, "mss 1460"); // the queue is full now
        bench.set(Setting.TCP_SYNCOOKIES, mode);
        peer.port = 6000;
        peer.sends("S 1000:1000(0) win 65535 mss 1460");
        peer.expects("S. 0:0(0) ack 1001");
        assertThat(listener.requests()).isEqualTo(2);
        assertThat(bench.count(Counter.TCP_SYNCOOKIES_SENT)).isZero();
    }

    @Test
    void theGroupRemembersThatCookiesAreOut() {
        bench.set(Setting.TCP_SYNCOOKIES, ALWAYS);
        TcpListener closing = member();
        syn(6000, "mss 1460");
        TcpListener heir = member();
        CloseCall.close(closing, bench.nowNanos());
        peer.sends(". 1:1(0) ack 1").expectsNothing();
        assertThat(heir.waiting()).isEqualTo(1);
    }

    private TcpListener member() {
        Binding<TcpListener> binding = new Binding<>(IpAddress.ANY4, 0);
        binding.reusePort(true);
        assertThat(bench.tcp.ports().bind(binding, Peer.HOST_PORT)).isZero();
        TcpListener listener = bench.tcp.createListener(l -> {}, binding, TcpOptions.DEFAULT);
        assertThat(OpenCall.listen(listener, 4)).isZero();
        return listener;
    }
}
