package io.jackfield.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** DESIGN §4: the assertions of the lock order bite. Each attempt runs in a thread of its own. */
class LockOrderTest {
    private final HostLock host = new HostLock();
    private final LeafLock leaf = new LeafLock();

    private static void breaks(String rule, Runnable attempt) {
        Throwable[] thrown = new Throwable[1];
        Thread thread = new Thread(attempt);
        thread.setUncaughtExceptionHandler((_, error) -> thrown[0] = error);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(thrown[0]).isInstanceOf(AssertionError.class).hasMessageContaining(rule);
    }

    @Test
    void noThreadHoldsTwoHosts() {
        HostLock other = new HostLock();
        breaks(
                "two hosts' locks",
                () -> {
                    host.lock();
                    other.lock();
                });
        breaks(
                "two hosts' locks",
                () -> {
                    other.lock();
                    other.lock();
                });
    }

    @Test
    void nothingIsTakenUnderALeaf() {
        LeafLock other = new LeafLock();
        breaks(
                "nothing is taken under a leaf lock",
                () -> {
                    leaf.lock();
                    other.lock();
                });
        breaks(
                "never taken under a leaf lock",
                () -> {
                    other.lock();
                    host.lock();
                });
    }

    @Test
    void onlyWhatIsHeldIsGivenBack() {
        breaks("not held", host::unlock);
        breaks("not held", leaf::unlock);
        breaks(
                "after the leaf lock",
                () -> {
                    host.lock();
                    leaf.lock();
                    host.unlock();
                });
    }

    @Test
    void aLeafUnderAHostIsAllowed() {
        host.lock();
        leaf.lock();
        assertThat(host.isHeld() && leaf.isHeld()).isTrue();
        assertThat(HostLock.holdsNoLock()).isFalse();
        leaf.unlock();
        host.unlock();
        assertThat(HostLock.holdsNoLock()).isTrue();
    }

    @Test
    void aFileIsReleasedOnce() {
        OpenFile file = new TestFile();
        file.retain();
        assertThat(file.release(0)).isFalse();
        assertThat(file.release(0)).isTrue();
        assertThatThrownBy(() -> file.release(0)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(file::retain).isInstanceOf(AssertionError.class);
    }

    private static final class TestFile extends OpenFile {
        @Override
        public int readiness() {
            return 0;
        }

        @Override
        protected void released(long nowNanos) {}
    }
}
