package io.jackfield.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.file.OpenFile;
import io.jackfield.file.Sleeper;
import io.jackfield.file.WakeList;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** The list of an epoll instance or a selector, fed from anywhere. */
class ReadyListTest {
    private final ReadyList list = new ReadyList();
    private final WakeList wakes = new WakeList();

    private static final class TestFile extends OpenFile {
        @Override
        public int readiness() {
            return 0;
        }

        @Override
        protected void released(long nowNanos) {}

        void becomesReady(int events) {
            wake(events);
        }
    }

    private static final class Item extends ReadyItem {
        Item(ReadyList list, OpenFile file, WakeList wakes) {
            super(list, file, wakes, false);
        }

        @Override
        protected boolean wake(int readiness) {
            list().add(this, wakes());
            return true;
        }
    }

    private Item item() {
        return new Item(list, new TestFile(), wakes);
    }

    @Test
    void itemsComeOffInTheOrderTheyBecameReadyAndOnce() {
        Item one = item();
        Item two = item();
        list.add(two, wakes);
        list.add(one, wakes);
        list.add(two, wakes);
        assertThat(list.size()).isEqualTo(2);
        assertThat(list.peek()).isSameAs(two);
        assertThat(list.poll()).isSameAs(two);
        assertThat(list.poll()).isSameAs(one);
        assertThat(list.poll()).isNull();
    }

    @Test
    void anyItemCanBeRemoved() {
        Item[] items = {item(), item(), item()};
        for (Item item : items) {
            list.add(item, wakes);
        }
        list.remove(items[1]);
        list.remove(items[1]);
        list.remove(items[2]);
        assertThat(list.poll()).isSameAs(items[0]);
        assertThat(list.isEmpty()).isTrue();
    }

    @Test
    void theFirstItemEndsTheSleepOnce() {
        Sleeper sleeper = new Sleeper(Thread.currentThread(), "select");
        assertThat(list.sleeps(sleeper)).isTrue();
        list.add(item(), wakes);
        list.add(item(), wakes);
        assertThat(wakes.takeAll()).isSameAs(sleeper);
        assertThat(WakeList.after(sleeper)).isNull();
        list.awake();
        assertThat(list.sleeps(new Sleeper(Thread.currentThread(), "select"))).isFalse();
    }

    @Test
    void aWakeupBeforeTheSleepKeepsItFromBeginning() {
        assertThat(list.wakeup()).isNull();
        assertThat(list.sleeps(new Sleeper(Thread.currentThread(), "select"))).isFalse();
        assertThat(list.takeWakeup()).isTrue();
        assertThat(list.takeWakeup()).isFalse();
        Sleeper sleeper = new Sleeper(Thread.currentThread(), "select");
        assertThat(list.sleeps(sleeper)).isTrue();
        assertThat(list.wakeup()).isSameAs(sleeper);
    }

    @Test
    void aFileTellsItsListUntilItIsUnwatched() {
        TestFile file = new TestFile();
        Item item = new Item(list, file, wakes);
        item.watch();
        file.becomesReady(1);
        assertThat(list.size()).isOne();
        item.unwatch();
        file.becomesReady(1);
        assertThat(list.isEmpty()).isTrue();
    }

    @Test
    void noWakeUpIsLostBetweenFeedersAndOneWaiter() throws InterruptedException {
        int feeders = 4;
        int each = 20_000;
        int[] left = {feeders * each};
        CountDownLatch done = new CountDownLatch(feeders);
        for (int i = 0; i < feeders; i++) {
            Thread.ofPlatform().daemon().start(() -> feed(each, done));
        }
        while (left[0] > 0) {
            Sleeper sleeper = new Sleeper(Thread.currentThread(), "select");
            if (list.sleeps(sleeper)) {
                while (!sleeper.isOver()) {
                    LockSupport.park();
                }
            }
            list.awake();
            while (list.poll() != null) {
                left[0]--;
            }
        }
        done.await();
        assertThat(list.isEmpty()).isTrue();
    }

    private void feed(int count, CountDownLatch done) {
        WakeList own = new WakeList();
        for (int i = 0; i < count; i++) {
            list.add(new Item(list, new TestFile(), own), own);
            Sleeper woken = own.takeAll();
            if (woken != null) {
                LockSupport.unpark(woken.thread());
            }
        }
        done.countDown();
    }
}
