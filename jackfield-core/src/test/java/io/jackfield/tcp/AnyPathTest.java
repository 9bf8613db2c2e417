package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.entropy.Forall;
import io.jackfield.entropy.Forall.Draws;
import io.jackfield.link.Netem;
import io.jackfield.observe.Setting;
import io.jackfield.observe.TcpState;

import org.junit.jupiter.api.Test;

/** Whatever a path does to packets, both streams arrive whole and nothing is left behind. */
class AnyPathTest {
    private static final int STEPS = 400_000;

    static Netem path(Draws draws) {
        StringBuilder text = new StringBuilder();
        if (draws.oneIn(2)) {
            text.append(" delay ").append(1 + draws.below(80)).append("ms ");
            text.append(draws.below(20)).append("ms");
            if (draws.oneIn(3)) {
                text.append(" reorder ").append(draws.below(30)).append("%");
            }
        }
        if (draws.oneIn(2)) {
            text.append(" loss ").append(draws.below(12)).append("%");
        }
        if (draws.oneIn(3)) {
            text.append(" duplicate ").append(draws.below(15)).append("%");
        }
        if (draws.oneIn(3)) {
            text.append(" rate ").append(1 + draws.below(50)).append("mbit limit ");
            text.append(5 + draws.below(200));
        }
        return text.isEmpty() ? Netem.NONE : Netem.parse(text.toString().trim());
    }

    static void vary(Draws draws, TwoHosts.End end) {
        end.isBatching = draws.oneIn(2);
        end.settings.set(Setting.TCP_SACK, draws.oneIn(4) ? 0 : 1);
        end.settings.set(Setting.TCP_TIMESTAMPS, draws.oneIn(4) ? 0 : 1);
        end.settings.set(Setting.TCP_WINDOW_SCALING, draws.oneIn(4) ? 0 : 1);
        end.settings.set(Setting.TCP_RMEM_DEFAULT, draws.oneIn(4) ? 8192 : 262_144);
        end.settings.set(Setting.TCP_CONGESTION_CONTROL, draws.below(2));
    }

    @Test
    void bothStreamsArriveWhole() {
        Forall.seeds(Integer.getInteger("jackfield.seeds", 60), AnyPathTest::transfer);
    }

    private static void transfer(Draws draws) {
        Netem netem = path(draws);
        TwoHosts world = new TwoHosts(draws.seed(), netem);
        vary(draws, world.a);
        vary(draws, world.b);
        TcpListener listener = world.b.listen(80);
        TcpConnection client = world.a.connect(4000, world.b, 80);
        int forth = draws.below(draws.oneIn(3) ? 1_500_000 : 100_000);
        int back = draws.below(draws.oneIn(3) ? 1_500_000 : 100_000);
        StreamProgram one = new StreamProgram(draws, client, forth, back, 0);
        StreamProgram other = null;
        int steps = 0;
        int idle = 0;
        while (steps++ < STEPS && idle < 100) {
            idle = world.step() ? 0 : idle + 1;
            one.run(world.nowNanos());
            if (other == null) {
                TcpConnection server = listener.accept();
                if (server != null) {
                    server.user((_, _) -> {});
                    other = new StreamProgram(draws, server, back, forth, 1);
                }
            }
            if (other != null) {
                other.run(world.nowNanos());
                if (one.isFinished() && other.isFinished()) {
                    break;
                }
            }
        }
        String about = netem + ", " + forth + " and " + back + " octets: ";
        assertThat(other).as(about + client).isNotNull();
        assertThat(one.isFinished()).as(about + client + " " + steps).isTrue();
        assertThat(other.isFinished()).as(about + other.connection() + " " + steps).isTrue();
        leavesNothing(world, listener, client, other.connection());
    }

    private static void leavesNothing(
            TwoHosts world, TcpListener listener, TcpConnection a, TcpConnection b) {
        CloseCall.close(a, false, world.nowNanos());
        CloseCall.close(b, false, world.nowNanos());
        CloseCall.close(listener, world.nowNanos());
        int steps = 0;
        while (world.step() && steps++ < STEPS) {
            assertThat(steps).as("timers that never end").isLessThan(STEPS - 1);
        }
        assertThat(a.state()).isEqualTo(TcpState.CLOSED);
        assertThat(b.state()).isEqualTo(TcpState.CLOSED);
        for (TwoHosts.End end : new TwoHosts.End[] {world.a, world.b}) {
            assertThat(end.tcp.flows().size()).isZero();
            assertThat(end.tcp.orphans()).isZero();
            assertThat(end.tcp.timeWaits()).isZero();
            assertThat(end.pool.outstanding()).isZero();
        }
    }
}
