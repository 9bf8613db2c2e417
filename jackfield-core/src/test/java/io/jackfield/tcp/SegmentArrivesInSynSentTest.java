package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.observe.TcpState;
import io.jackfield.posix.Errno;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9293 §3.10.7.3; LINUX.md 65 and 68. */
class SegmentArrivesInSynSentTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    syn ack                 | S. 0:0(0) ack 1 mss 1460 | . 1:1(0) ack 1  | ESTABLISHED
                    syn ack of too little   | S. 0:0(0) ack 0          | R 0:0(0)        | SYN_SENT
                    syn ack of too much     | S. 0:0(0) ack 2          | R 2:2(0)        | SYN_SENT
                    syn                     | S 0:0(0) mss 1460        | S. 0:0(0) ack 1 | SYN_RECEIVED
                    rst with good ack       | R. 0:0(0) ack 1          |                 | CLOSED
                    rst with bad ack        | R. 0:0(0) ack 2          |                 | SYN_SENT
                    rst without ack         | R 0:0(0)                 |                 | SYN_SENT
                    ack alone               | . 0:0(0) ack 1           |                 | SYN_SENT
                    ack of too much         | . 0:0(0) ack 2           | R 2:2(0)        | SYN_SENT
                    fin                     | F 0:0(0)                 |                 | SYN_SENT
                    data without syn        | P 0:5(5)                 |                 | SYN_SENT
                    """)
    void segment(String name, String arrives, String answer, TcpState state) {
        Peer peer = Peer.in(TcpState.SYN_SENT);
        peer.sends(arrives);
        if (answer != null) {
            peer.expects(answer);
        }
        peer.expectsNothing();
        assertThat(peer.connection().state()).isEqualTo(state);
    }

    @Test
    void aStrangeAckLetsTheSynGoAgainSoon() {
        Peer peer = Peer.in(TcpState.SYN_SENT);
        peer.sends("S. 0:0(0) ack 2").expects("R 2:2(0)");
        peer.bench.advance(2 * Bench.MILLI - 1);
        peer.expectsNothing();
        peer.bench.advance(1);
        peer.expects("S 0:0(0)");
        peer.bench.advance(Bench.SECOND - 1);
        peer.expectsNothing();
        peer.bench.advance(1);
        peer.expects("S 0:0(0)");
    }

    @Test
    void aResetMeansRefused() {
        Peer peer = Peer.in(TcpState.SYN_SENT);
        peer.sends("R. 0:0(0) ack 1");
        assertThat(StatusCall.takeError(peer.connection())).isEqualTo(Errno.ECONNREFUSED.number());
        assertThat(StatusCall.takeError(peer.connection())).isZero();
    }

    @Test
    void offersAllOptionsInItsSyn() {
        Peer peer = new Peer(new Bench());
        peer.connects();
        peer.expects("S 0:0(0) win 65535 mss 1460 sackOK ws 7");
    }

    @Test
    void simultaneousOpenRepeatsTheSameIssAndCompletes() {
        Peer peer = Peer.in(TcpState.SYN_SENT);
        peer.sends("S 0:0(0) mss 1460");
        peer.expects("S. 0:0(0) ack 1 mss 1460");
        peer.sends("S. 0:0(0) ack 1 mss 1460");
        peer.expects(". 1:1(0) ack 1");
        assertThat(peer.connection().state()).isEqualTo(TcpState.ESTABLISHED);
        peer.host(c -> peer.bench.send(c, "hi"));
        peer.expects("P. 1:3(2) ack 1");
    }

    @Test
    void simultaneousOpenCompletesByAnAckAlone() {
        Peer peer = Peer.in(TcpState.SYN_RECEIVED);
        peer.sends(". 1:1(0) ack 1");
        assertThat(peer.connection().state()).isEqualTo(TcpState.ESTABLISHED);
    }

    @Test
    void connectsToItself() { // LINUX.md 59
        Bench bench = new Bench();
        new Peer(bench);
        var binding = bench.bind(Bench.HOST, 4000);
        TcpConnection c = bench.tcp.create((_, _) -> {}, new TcpOptions());
        assertThat(OpenCall.connect(c, binding, Bench.HOST, Bench.HOST, 4000, bench.nowNanos()))
                .isZero();
        bench.settle();
        assertThat(c.state()).isEqualTo(TcpState.ESTABLISHED);
        bench.send(c, "echo");
        assertThat(bench.receive(c)).isEqualTo("echo");
    }
}
