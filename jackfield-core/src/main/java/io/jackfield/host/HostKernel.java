package io.jackfield.host;

import io.jackfield.buffer.SlabPool;
import io.jackfield.entropy.HostEntropy;
import io.jackfield.file.HostLock;
import io.jackfield.file.Sleeper;
import io.jackfield.file.WakeList;
import io.jackfield.icmp.Icmp;
import io.jackfield.ip.Ip;
import io.jackfield.link.Attachment;
import io.jackfield.link.Drain;
import io.jackfield.link.DrainList;
import io.jackfield.link.Inbox;
import io.jackfield.link.LeftInboxes;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Observatory;
import io.jackfield.observe.Settings;
import io.jackfield.process.Kernel;
import io.jackfield.process.Processes;
import io.jackfield.process.Scheduler;
import io.jackfield.raw.RawTable;
import io.jackfield.tcp.Tcp;
import io.jackfield.time.Deadline;
import io.jackfield.time.Event;
import io.jackfield.time.TimerWheel;
import io.jackfield.time.WallClock;
import io.jackfield.udp.Udp;
import io.jackfield.unix.Unix;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Supplier;

/**
 * The inside of one host, all of it guarded by the host's one lock.
 *
 * <p>Three doors lead in: a system call ({@link #enter} and {@link #leave}), a batch of packets
 * ({@link #deliver}) and the time of a timer. Each leads out the same way: the world is told the
 * earliest deadline, the lock is given back, those are woken for whom that was decided, and what
 * was sent is carried on.
 */
final class HostKernel implements Kernel, Attachment {
    private final HostLock lock = new HostLock();
    private final WakeList wakeList = new WakeList();
    private final DrainList sent = new DrainList();
    private final LeftInboxes left = new LeftInboxes();
    private final Alarm alarm = new Alarm();
    private final Settings settings = new Settings();
    private final Counters counters = new Counters();
    private final Observatory observatory = new Observatory();
    private final Environment world;
    private final Scheduler scheduler;
    private final HostEntropy entropy;
    private final Pause pause;
    private final WallClock wallClock = new WallClock();
    private final Processes processes = new Processes(this);

    private Stack stack;
    private boolean isDown;
    private long nowNanos;
    private long alarmNanos = Deadline.NEVER;

    /** The earliest deadline of the host's timers, as an event of the world. */
    private final class Alarm extends Event {
        @Override
        public void occur(long nowNanos) {
            expire();
        }
    }

    HostKernel(String host, int number, Environment world, HostEntropy entropy) {
        this.world = world;
        this.scheduler = new HostScheduler(host, number, world);
        this.entropy = entropy;
        this.pause = new Pause(lock, scheduler, wakeList);
        this.stack = newStack();
    }

    private Stack newStack() {
        return new Stack(settings, counters, observatory, entropy, wallClock, processes::letGo);
    }

    /* Power, and the lack of it. All under the lock. */

    /** Everything stops at once; nobody is told, and nothing is left but what is configured. */
    void crash(List<NetworkInterface> interfaces, int status) {
        isDown = true;
        pause.end();
        interfaces.forEach(nic -> nic.power(false));
        processes.endAll(status);
        Stack lost = stack;
        stack = newStack();
        stack.configureAs(lost, interfaces);
    }

    void restart(List<NetworkInterface> interfaces) {
        isDown = false;
        interfaces.forEach(nic -> nic.power(true));
    }

    boolean isDown() {
        return isDown;
    }

    void pause() {
        pause.begin();
    }

    /** What was due meanwhile is done now; packets that came are delivered after this. */
    void resume() {
        if (pause.isOn()) {
            pause.end();
            stack.timers.advance(nowNanos);
        }
    }

    boolean isPaused() {
        return pause.isOn();
    }

    WallClock wallClock() {
        return wallClock;
    }

    @Override
    public long wallNanos() {
        return wallClock.nanos(world.nowNanos());
    }

    @Override
    public void requireTurn() {
        world.requireTurn();
    }

    @Override
    public long enter() {
        enterTimeless();
        nowNanos = world.nowNanos();
        return nowNanos;
    }

    @Override
    public void enterTimeless() {
        world.requireTurn();
        lock.lock();
        if (pause.isOn()) {
            pause.await();
        }
    }

    /** For its owner and its world, who need not wait while it is paused. */
    private void enterFromOutside() {
        world.requireTurn();
        lock.lock();
        nowNanos = world.nowNanos();
    }

    @Override
    public void leave() {
        if (sent.isEmpty()) {
            wake(unlock());
            if (!left.isEmpty()) {
                drain(new DrainList(), world.nowNanos());
            }
            return;
        }
        DrainList work = new DrainList();
        work.addAll(sent);
        long sentNanos = nowNanos;
        wake(unlock());
        drain(work, sentNanos);
    }

    private void drain(DrainList work, long beganNanos) {
        left.moveTo(work);
        Drain.run(work, world, world.drainBudget(), beganNanos);
    }

    /** Never waits for the lock: whoever has it takes the inbox along. */
    @Override
    public boolean admits(Inbox from, DrainList work) {
        world.requireTurn();
        boolean stays = pause.isOn();
        if (!stays && lock.tryLock()) {
            return true;
        }
        from.left();
        left.add(from);
        if (!pause.isOn() && !lock.isTaken()) {
            left.moveTo(work); // who had the lock may have looked before
        }
        return false;
    }

    @Override
    public void deliver(Inbox from, long beganNanos, DrainList work) {
        nowNanos = Math.max(nowNanos, beganNanos); // the drainer may have looked before others
        try {
            NetworkInterface nic = from.nic();
            assert nic != null : "a host's inbox is an interface's";
            Tcp tcp = stack.tcp;
            tcp.batchBegins();
            try {
                nic.deliver(stack.ip, nowNanos);
            } finally {
                tcp.batchEnds(nowNanos);
            }
        } catch (Throwable thrown) {
            counters.increment(Counter.DRAIN_ERRORS);
            throw thrown;
        } finally {
            leave(work);
        }
    }

    private void expire() {
        enterFromOutside();
        try {
            alarmNanos = Deadline.NEVER;
            if (!pause.isOn()) {
                stack.timers.advance(nowNanos);
            }
        } catch (Throwable thrown) {
            counters.increment(Counter.DRAIN_ERRORS);
            throw thrown;
        } finally {
            leave(world.work());
        }
    }

    /** Leaves; what was sent goes on the list of the drain that is under way. */
    private void leave(DrainList work) {
        work.addAll(sent);
        wake(unlock());
        left.moveTo(work);
    }

    private @Nullable Sleeper unlock() {
        try {
            long next = stack.timers.nextDeadlineNanos();
            if (next < alarmNanos && !pause.isOn()) {
                alarmNanos = next;
                world.schedule(alarm, next);
            }
            return wakeList.takeAll();
        } finally {
            lock.unlock();
        }
    }

    private void wake(@Nullable Sleeper first) {
        Sleeper sleeper = first;
        while (sleeper != null) {
            Sleeper next = WakeList.after(sleeper);
            scheduler.wake(sleeper);
            sleeper = next;
        }
    }

    /** Does something under the lock, as a system call does. */
    <T extends @Nullable Object> T call(Supplier<T> action) {
        enterFromOutside();
        try {
            return action.get();
        } finally {
            leave();
        }
    }

    void call(Runnable action) {
        enterFromOutside();
        try {
            action.run();
        } finally {
            leave();
        }
    }

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    @Override
    public WakeList wakeList() {
        return wakeList;
    }

    @Override
    public Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public HostEntropy entropy() {
        return entropy;
    }

    @Override
    public Ip ip() {
        return stack.ip;
    }

    @Override
    public Udp udp() {
        return stack.udp;
    }

    @Override
    public RawTable raw() {
        return stack.raw;
    }

    @Override
    public Processes processes() {
        return processes;
    }

    @Override
    public Tcp tcp() {
        return stack.tcp;
    }

    @Override
    public Unix unix() {
        return stack.unix;
    }

    Observatory observatory() {
        return observatory;
    }

    Icmp icmp() {
        return stack.icmp;
    }

    SlabPool slabs() {
        return stack.slabs;
    }

    TimerWheel timers() {
        return stack.timers;
    }

    /** Where inboxes go that get packets under the lock. */
    DrainList sent() {
        return sent;
    }
}
