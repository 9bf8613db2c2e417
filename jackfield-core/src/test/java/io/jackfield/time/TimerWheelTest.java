package io.jackfield.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.entropy.Forall;
import io.jackfield.entropy.Forall.Draws;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

class TimerWheelTest {
    private final TimerWheel wheel = new TimerWheel();
    private final List<String> fired = new ArrayList<>();

    private Timer timer(String name) {
        return new Timer() {
            @Override
            protected void fire(long nowNanos) {
                fired.add(name + "@" + nowNanos);
            }
        };
    }

    @Test
    void firesAtTheExactNanosecond() {
        wheel.arm(timer("a"), 1_000_000_001);
        wheel.advance(1_000_000_000);
        assertThat(fired).isEmpty();
        wheel.advance(1_000_000_001);
        assertThat(fired).containsExactly("a@1000000001");
    }

    @Test
    void firesInOrderOfDeadlineThenOfArming() {
        wheel.arm(timer("late"), 30);
        wheel.arm(timer("first"), 20);
        wheel.arm(timer("second"), 20);
        wheel.arm(timer("early"), 10);
        wheel.advance(100);
        assertThat(fired).containsExactly("early@100", "first@100", "second@100", "late@100");
    }

    @Test
    void rearmedForLaterItFiresThenAndOnlyThen() {
        Timer timer = timer("a");
        wheel.arm(timer, 100);
        wheel.arm(timer, 300);
        wheel.advance(200);
        assertThat(fired).isEmpty();
        assertThat(timer.deadlineNanos()).isEqualTo(300);
        wheel.advance(300);
        assertThat(fired).containsExactly("a@300");
        assertThat(timer.isArmed()).isFalse();
    }

    @Test
    void rearmedForEarlierItFiresEarlier() {
        Timer timer = timer("a");
        wheel.arm(timer, 300);
        wheel.arm(timer, 100);
        assertThat(wheel.nextDeadlineNanos()).isEqualTo(100);
        wheel.advance(100);
        wheel.advance(300);
        assertThat(fired).containsExactly("a@100");
    }

    @Test
    void cancelledItNeverFires() {
        Timer timer = timer("a");
        wheel.arm(timer, 100);
        wheel.cancel(timer);
        wheel.cancel(timer);
        assertThat(timer.isArmed()).isFalse();
        assertThat(timer.deadlineNanos()).isEqualTo(Deadline.NEVER);
        assertThat(wheel.nextDeadlineNanos()).isEqualTo(Deadline.NEVER);
        wheel.advance(1_000);
        assertThat(fired).isEmpty();
    }

    @Test
    void armingForNeverCancels() {
        Timer timer = timer("a");
        wheel.arm(timer, 100);
        wheel.arm(timer, Deadline.NEVER);
        assertThat(timer.isArmed()).isFalse();
        assertThat(wheel.size()).isZero();
    }

    @Test
    void aTimerThatArmsAnotherForNowFiresItInTheSameAdvance() {
        Timer other = timer("other");
        Timer first =
                new Timer() {
                    @Override
                    protected void fire(long nowNanos) {
                        fired.add("first@" + nowNanos);
                        wheel.arm(other, nowNanos);
                    }
                };
        wheel.arm(first, 50);
        wheel.advance(60);
        assertThat(fired).containsExactly("first@60", "other@60");
    }

    @Test
    void whatATimerThrowsLeavesTheOthersArmed() {
        Timer bad =
                new Timer() {
                    @Override
                    protected void fire(long nowNanos) {
                        throw new IllegalStateException("bad timer");
                    }
                };
        wheel.arm(bad, 10);
        wheel.arm(timer("good"), 20);
        assertThatThrownBy(() -> wheel.advance(30)).hasMessage("bad timer");
        assertThat(bad.isArmed()).isFalse();
        wheel.advance(30);
        assertThat(fired).containsExactly("good@30");
    }

    @Test
    void holdsDeadlinesOfCenturies() {
        long centuries = Deadline.NEVER - 1;
        for (int i = 0; i < TimerWheel.FEW + 10; i++) {
            wheel.arm(timer("near"), 10 + i);
        }
        wheel.arm(timer("far"), centuries);
        wheel.advance(1_000);
        fired.clear();
        assertThat(wheel.nextDeadlineNanos()).isEqualTo(centuries);
        wheel.advance(centuries);
        assertThat(fired).containsExactly("far@" + centuries);
    }

    /** One armed timer of the model. */
    private record Entry(int timer, long deadline, long order) {}

    @Test
    void behavesAsASortedListDoes() {
        Forall.seeds(300, TimerWheelTest::comparesWithAList);
    }

    private static void comparesWithAList(Draws draws) {
        TimerWheel wheel = new TimerWheel();
        int count = draws.oneOf(3, 40, 300);
        long range = draws.oneOf(10L, 5_000_000L, 10_000_000_000L, 1L << 45);
        List<Integer> fired = new ArrayList<>();
        List<Timer> timers = IntStream.range(0, count).mapToObj(i -> noting(i, fired)).toList();
        List<Entry> model = new ArrayList<>();
        long now = 0;
        long order = 0;
        for (int step = 0; step < 600; step++) {
            int chosen = draws.below(count);
            int action = draws.below(10);
            if (action < 6) {
                long deadline = now + draws.below(range);
                Timer timer = timers.get(chosen);
                if (timer.deadlineNanos() != deadline) {
                    model.removeIf(entry -> entry.timer == chosen);
                    model.add(new Entry(chosen, deadline, order++));
                }
                wheel.arm(timer, deadline);
            } else if (action < 8) {
                wheel.cancel(timers.get(chosen));
                model.removeIf(entry -> entry.timer == chosen);
            } else {
                now = advance(draws, wheel, model, now, range, fired);
            }
            checkNext(wheel, model, timers);
        }
    }

    private static Timer noting(int number, List<Integer> fired) {
        return new Timer() {
            @Override
            protected void fire(long nowNanos) {
                fired.add(number);
            }
        };
    }

    private static long advance(
            Draws draws,
            TimerWheel wheel,
            List<Entry> model,
            long now,
            long range,
            List<Integer> fired) {
        long later = draws.oneIn(3) ? wheel.nextDeadlineNanos() : now + draws.below(range / 2 + 1);
        long to = later == Deadline.NEVER || later < now ? now : later;
        List<Integer> expected =
                model.stream()
                        .filter(entry -> entry.deadline <= to)
                        .sorted(
                                Comparator.comparingLong(Entry::deadline)
                                        .thenComparingLong(Entry::order))
                        .map(Entry::timer)
                        .toList();
        model.removeIf(entry -> entry.deadline <= to);
        wheel.advance(to);
        assertThat(fired).isEqualTo(expected);
        fired.clear();
        return to;
    }

    private static void checkNext(TimerWheel wheel, List<Entry> model, List<Timer> timers) {
        LongStream deadlines = model.stream().mapToLong(Entry::deadline);
        long earliest = deadlines.min().orElse(Deadline.NEVER);
        assertThat(wheel.size()).isEqualTo(model.size());
        assertThat(wheel.nextDeadlineNanos()).isLessThanOrEqualTo(earliest);
        assertThat(wheel.nextDeadlineNanos() == Deadline.NEVER).isEqualTo(model.isEmpty());
        for (Entry entry : model) {
            assertThat(timers.get(entry.timer).deadlineNanos()).isEqualTo(entry.deadline);
        }
    }
}
