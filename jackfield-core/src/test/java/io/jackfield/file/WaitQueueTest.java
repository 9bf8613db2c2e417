package io.jackfield.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** LINUX.md 26 to 29: who is woken, in which order. */
class WaitQueueTest {
    private static final int IN = 1;
    private static final int OUT = 4;

    private final WaitQueue queue = new WaitQueue();
    private final WakeList wakes = new WakeList();
    private final List<String> woken = new ArrayList<>();

    private final class Stays extends WaitEntry {
        private final String name;
        private final boolean takes;

        Stays(String name, boolean exclusive, boolean takes) {
            super(exclusive);
            this.name = name;
            this.takes = takes;
        }

        @Override
        protected boolean wake(int readiness) {
            woken.add(name);
            return takes;
        }
    }

    private Sleeper sleeps(String call, int events, boolean exclusive) {
        Sleeper sleeper = new Sleeper(Thread.currentThread(), call);
        queue.add(new SleepEntry(sleeper, wakes, events, exclusive));
        return sleeper;
    }

    private List<String> toWake() {
        List<String> calls = new ArrayList<>();
        for (Sleeper at = wakes.takeAll(); at != null; at = WakeList.after(at)) {
            calls.add(at.call());
        }
        return calls;
    }

    @Test
    void sharedEntriesAreAllWokenAndOneExclusive() {
        queue.add(new Stays("x1", true, true));
        queue.add(new Stays("x2", true, true));
        queue.add(new Stays("s1", false, true));
        queue.add(new Stays("s2", false, true));
        queue.wake(IN);
        assertThat(woken).containsExactly("s2", "s1", "x1");
        woken.clear();
        queue.wakeAll(IN);
        assertThat(woken).containsExactly("s2", "s1", "x1", "x2");
    }

    @Test
    void anExclusiveEntryThatDoesNotTakeItLetsTheNextOne() {
        queue.add(new Stays("x1", true, false));
        queue.add(new Stays("x2", true, true));
        queue.add(new Stays("x3", true, true));
        queue.wake(IN);
        assertThat(woken).containsExactly("x1", "x2");
    }

    @Test
    void sleepersInTurnRotate() {
        sleeps("one", IN, true);
        sleeps("two", IN, true);
        queue.wake(IN);
        sleeps("one", IN, true);
        queue.wake(IN);
        queue.wake(IN);
        assertThat(toWake()).containsExactly("one", "two", "one");
    }

    @Test
    void whoIsPushedIsWokenFirst() { // LINUX.md 30
        queue.push(new Stays("x1", true, true));
        queue.push(new Stays("x2", true, true));
        queue.wake(IN);
        queue.wakeAll(IN);
        assertThat(woken).containsExactly("x2", "x2", "x1");
    }

    @Test
    void aSleeperWakesForItsEventsOnly() {
        Sleeper reader = sleeps("read", IN, false);
        sleeps("write", OUT, false);
        queue.wake(OUT);
        assertThat(toWake()).containsExactly("write");
        assertThat(reader.isOver()).isFalse();
    }

    @Test
    void whoWasInterruptedDoesNotSwallowTheWakeUp() {
        Sleeper interrupted = sleeps("first", IN, true);
        sleeps("second", IN, true);
        assertThat(interrupted.end(Sleeper.Cause.INTERRUPT)).isTrue();
        assertThat(interrupted.end(Sleeper.Cause.EVENT)).isFalse();
        queue.wake(IN);
        assertThat(toWake()).containsExactly("second");
        assertThat(interrupted.cause()).isEqualTo(Sleeper.Cause.INTERRUPT);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void entriesLeaveFromAnywhere() {
        Stays[] entries = new Stays[4];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = new Stays("e" + i, true, false);
            queue.add(entries[i]);
        }
        for (int gone : new int[] {1, 0, 3}) {
            entries[gone].leaveQueue();
            entries[gone].leaveQueue();
        }
        queue.wake(IN);
        assertThat(woken).containsExactly("e2");
        assertThat(entries[0].isQueued()).isFalse();
    }

    @Test
    void aProcessFindsAndEndsItsSleepers() {
        SleeperList list = new SleeperList();
        Thread other = new Thread(() -> {});
        Sleeper mine = new Sleeper(Thread.currentThread(), "mine");
        Sleeper others = new Sleeper(other, "other's");
        list.add(mine);
        list.add(others);
        assertThat(list.of(other)).isSameAs(others);
        list.remove(mine);
        assertThat(list.of(Thread.currentThread())).isNull();
        list.endAll(Sleeper.Cause.END, wakes);
        assertThat(toWake()).containsExactly("other's");
        list.remove(others);
        assertThat(list.isEmpty()).isTrue();
    }
}
