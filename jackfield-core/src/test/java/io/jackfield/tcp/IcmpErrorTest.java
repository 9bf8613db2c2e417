package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.ip.IcmpError;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.observe.TcpState;
import io.jackfield.packet.Segment;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Readiness;

import org.junit.jupiter.api.Test;

/** ICMP errors about our segments (RFC 9293 §3.9.2.2, RFC 5927); LINUX.md 1.5. */
class IcmpErrorTest {
    private static IcmpError error(IcmpError.Kind kind, Errno errno, int mtu) {
        return new IcmpError(kind, 3, 1, mtu, errno.number(), true, Bench.PEER);
    }

    private static void report(Peer peer, IcmpError error, int seq) {
        Segment quoted =
                new Segment(Bench.HOST, peer.hostPort, Bench.PEER, peer.port)
                        .seq(peer.hostIss + seq);
        peer.bench.tcp.icmpError(error, quoted, peer.bench.nowNanos());
        peer.bench.settle();
    }

    private static void report(Peer peer, Errno errno, int seq) {
        report(peer, error(IcmpError.Kind.UNREACHABLE, errno, 0), seq);
    }

    @Test
    void endsAConnectAtOnce() {
        Peer peer = new Peer(new Bench());
        peer.connects().expects("S 0:0(0)");
        report(peer, Errno.EHOSTUNREACH, 0);
        assertThat(peer.connection().state()).isEqualTo(TcpState.CLOSED);
        assertThat(StatusCall.takeError(peer.connection())).isEqualTo(Errno.EHOSTUNREACH.number());
        assertThat(peer.bench.timers.size()).isZero();
    }

    @Test
    void isASoftErrorOfAConnectionThatIsUp() {
        Peer peer = Peer.connectedTo(new Bench());
        report(peer, Errno.EHOSTUNREACH, 1);
        assertThat(peer.connection().state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(peer.bench.receive(peer.connection())).isEqualTo("-EAGAIN");
        assertThat(StatusCall.takeError(peer.connection())).isEqualTo(Errno.EHOSTUNREACH.number());
        assertThat(StatusCall.takeError(peer.connection())).isZero();
    }

    @Test
    void isTheNextCallsErrorForWhoAskedForIt() { // ip(7), IP_RECVERR
        TcpOptions options = new TcpOptions();
        options.reportErrors(true);
        Peer peer = Peer.connectedTo(new Bench(), options, "mss 1460");
        report(peer, Errno.EHOSTUNREACH, 1);
        assertThat(StatusCall.readiness(peer.connection()) & Readiness.POLLERR).isNotZero();
        assertThat(peer.bench.receive(peer.connection())).isEqualTo("-EHOSTUNREACH");
        assertThat(peer.bench.receive(peer.connection())).isEqualTo("-EAGAIN");
        assertThat(peer.connection().state()).isEqualTo(TcpState.ESTABLISHED);
    }

    @Test
    void isForgottenWhenSomethingGetsThrough() {
        Peer peer = Peer.connectedTo(new Bench());
        report(peer, Errno.EHOSTUNREACH, 1);
        peer.sends(". 1:1(0) ack 1");
        assertThat(StatusCall.takeError(peer.connection())).isZero();
    }

    @Test
    void isNotBelievedWithANumberThatIsNotUnderWay() {
        Peer peer = Peer.connectedTo(new Bench());
        report(peer, Errno.EHOSTUNREACH, 5000);
        assertThat(StatusCall.takeError(peer.connection())).isZero();
        assertThat(peer.bench.count(Counter.TCP_OUT_OF_WINDOW_ICMPS)).isEqualTo(1);
    }

    @Test
    void whyNothingGetsThroughIsToldInsteadOfTheTimeout() {
        Peer peer = Peer.connectedTo(new Bench());
        peer.bench.send(peer.connection(), "hello");
        report(peer, Errno.ENETUNREACH, 1);
        while (peer.connection().state() == TcpState.ESTABLISHED) {
            assertThat(peer.bench.advanceToNextTimer()).isTrue();
        }
        assertThat(peer.bench.receive(peer.connection())).isEqualTo("-ENETUNREACH");
    }

    @Test
    void endsAnOrphanOnceTheTimeoutIsTheLongest() { // LINUX.md 89
        Bench bench = new Bench();
        bench.set(Setting.TCP_RTO_MAX_MILLIS, 1000);
        bench.set(Setting.TCP_ORPHAN_RETRIES, 5);
        Peer peer = Peer.connectedTo(bench);
        bench.close(peer.connection());
        peer.expects("F. 1:1(0) ack 1");
        report(peer, Errno.EHOSTUNREACH, 1);
        int again = 0;
        while (peer.connection().state() == TcpState.FIN_WAIT_1) {
            assertThat(bench.advanceToNextTimer()).isTrue();
            again++;
        }
        assertThat(again).isEqualTo(4); // after 0.2, 0.4 and 0.8 s; that of 1 s is the last
        assertThat(bench.count(Counter.TCP_RETRANS_SEGS)).isEqualTo(3);
    }

    @Test
    void endsARequest() {
        Bench bench = new Bench();
        Peer peer = new Peer(bench);
        TcpListener listener = bench.listen(Peer.HOST_PORT, 1);
        peer.sends("S 0:0(0) mss 1460").expects("S. 0:0(0) ack 1");
        report(peer, Errno.EHOSTUNREACH, 1);
        assertThat(listener.requests()).isEqualTo(1);
        report(peer, Errno.EHOSTUNREACH, 0);
        assertThat(listener.requests()).isZero();
    }

    @Test
    void aNarrowPathMeansSmallerSegmentsAtOnce() {
        Peer peer = Peer.connectedTo(new Bench());
        peer.bench.send(peer.connection(), new byte[1460]);
        peer.expects("P. 1:1461(1460) ack 1");
        report(peer, error(IcmpError.Kind.PACKET_TOO_BIG, Errno.EMSGSIZE, 1000), 1);
        Segment again = peer.expects("P. 1:1461(1460) ack 1");
        assertThat(again.segmentSize()).isEqualTo(960); // a link cuts it into two
        peer.expectsNothing();
        assertThat(StatusCall.takeError(peer.connection())).isZero();
    }
}
