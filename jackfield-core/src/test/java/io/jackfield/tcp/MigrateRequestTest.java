package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.port.Binding;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** What happens to the queues of a listener that closes beside others; LINUX.md 47 to 49. */
class MigrateRequestTest {
    private static final int CLIENTS = 40;

    private final Bench bench = new Bench();
    private final Peer peer = new Peer(bench);
    private final List<TcpListener> group = new ArrayList<>();
    private final int[] iss = new int[CLIENTS];

    private TcpListener member() {
        Binding<TcpListener> binding = new Binding<>(IpAddress.ANY4, 0);
        binding.reusePort(true);
        assertThat(bench.tcp.ports().bind(binding, Peer.HOST_PORT)).isZero();
        TcpListener listener = bench.tcp.createListener(l -> {}, binding, TcpOptions.DEFAULT);
        assertThat(OpenCall.listen(listener, 100)).isZero();
        group.add(listener);
        return listener;
    }

    private void syns() {
        for (int i = 0; i < CLIENTS; i++) {
            peer.port = 6000 + i;
            peer.sends("S 0:0(0) win 65535 mss 1460").expects("S. 0:0(0) ack 1");
            iss[i] = peer.hostIss;
        }
    }

    private void acks() {
        for (int i = 0; i < CLIENTS; i++) {
            peer.port = 6000 + i;
            peer.hostIss = iss[i];
            peer.sends(". 1:1(0) ack 1");
        }
    }

    private int close(TcpListener listener) {
        int left = listener.requests() + listener.waiting();
        assertThat(left).isBetween(10, 30);
        CloseCall.close(listener, bench.nowNanos());
        bench.settle();
        return left;
    }

    @Test
    void connectionsThatWaitAreResetAsAStandard() { // row 47
        TcpListener first = member();
        TcpListener second = member();
        syns();
        acks();
        int left = close(first);
        assertThat(peer.takes()).hasSize(left).allMatch(text -> text.startsWith("R."));
        assertThat(second.waiting()).isEqualTo(CLIENTS - left);
        assertThat(bench.count(Counter.TCP_MIGRATE_REQ_FAILURE)).isZero();
    }

    @Test
    void halfOpenOnesAreResetOnTheirAck() { // row 47
        TcpListener first = member();
        member();
        syns();
        int left = close(first);
        peer.expectsNothing();
        acks();
        assertThat(peer.takes()).hasSize(left).allMatch(text -> text.startsWith("R "));
    }

    @Test
    void theyMoveToASurvivorIfAsked() { // row 48
        bench.set(Setting.TCP_MIGRATE_REQ, 1);
        TcpListener first = member();
        TcpListener second = member();
        syns();
        acks();
        int left = close(first);
        peer.expectsNothing();
        assertThat(second.waiting()).isEqualTo(CLIENTS);
        assertThat(bench.count(Counter.TCP_MIGRATE_REQ_SUCCESS)).isEqualTo(left);
        TcpConnection c = second.accept();
        peer.port = c.remotePort();
        peer.hostIss = c.snd.iss;
        peer.sends("P. 1:6(5) ack 1").expects(". 1:1(0) ack 6");
        assertThat(bench.receive(c)).isEqualTo("abcde");
    }

    @Test
    void halfOpenOnesMoveWhenTheirAckComes() { // row 48
        bench.set(Setting.TCP_MIGRATE_REQ, 1);
        TcpListener first = member();
        TcpListener second = member();
        syns();
        int left = close(first);
        acks();
        peer.expectsNothing();
        assertThat(second.waiting()).isEqualTo(CLIENTS);
        assertThat(bench.count(Counter.TCP_MIGRATE_REQ_SUCCESS)).isEqualTo(left);
        assertThat(bench.timers.size()).isZero();
    }

    @Test
    void orWhenTheirSynAckIsDueAgain() { // row 48
        bench.set(Setting.TCP_MIGRATE_REQ, 1);
        TcpListener first = member();
        TcpListener second = member();
        syns();
        close(first);
        bench.advance(Bench.SECOND);
        assertThat(peer.takes()).hasSize(CLIENTS);
        assertThat(second.requests()).isEqualTo(CLIENTS);
        acks();
        assertThat(second.waiting()).isEqualTo(CLIENTS);
    }

    @Test
    void theLastOfAGroupLeavesToNobody() {
        bench.set(Setting.TCP_MIGRATE_REQ, 1);
        TcpListener last = member();
        syns();
        acks();
        CloseCall.close(last, bench.nowNanos());
        bench.settle();
        assertThat(peer.takes()).hasSize(CLIENTS);
        assertThat(bench.count(Counter.TCP_MIGRATE_REQ_FAILURE)).isEqualTo(CLIENTS);
        assertThat(bench.tcp.flows().size()).isZero();
    }

    @Test
    void halfOpenOnesOfTheLastAreForgottenWithTheirTimers() {
        bench.set(Setting.TCP_MIGRATE_REQ, 1);
        TcpListener last = member();
        syns();
        CloseCall.close(last, bench.nowNanos());
        bench.advance(Bench.SECOND);
        peer.expectsNothing();
        assertThat(bench.tcp.flows().size()).isZero();
        assertThat(bench.timers.size()).isZero();
    }

    @Test
    void aNewMemberTakesNobodysHandshakes() { // row 49
        TcpListener first = member();
        syns();
        TcpListener second = member();
        acks();
        peer.expectsNothing();
        assertThat(first.waiting()).isEqualTo(CLIENTS);
        assertThat(second.waiting()).isZero();
    }
}
