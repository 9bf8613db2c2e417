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
import io.jackfield.packet.IpProtocol;
import io.jackfield.process.Kernel;
import io.jackfield.process.Processes;
import io.jackfield.process.Scheduler;
import io.jackfield.tcp.Tcp;
import io.jackfield.time.Deadline;
import io.jackfield.time.Event;
import io.jackfield.time.TimerWheel;
import io.jackfield.udp.Udp;

import org.jspecify.annotations.Nullable;

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
    private final TimerWheel timers = new TimerWheel();
    private final Alarm alarm = new Alarm();
    private final Settings settings = new Settings();
    private final Counters counters = new Counters();
    private final Observatory observatory = new Observatory();
    private final SlabPool slabs = new SlabPool();
    private final Environment world;
    private final Scheduler scheduler;
    private final HostEntropy entropy;
    private final Ip ip;
    private final Icmp icmp;
    private final Udp udp;
    private final Tcp tcp;
    private final Processes processes = new Processes(this);

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
        this.ip = new Ip(settings, counters, timers, entropy);
        this.icmp = new Icmp(ip, settings, counters);
        this.udp = new Udp(ip, settings, counters, slabs, entropy);
        this.tcp = new Tcp(ip, settings, counters, observatory, timers, slabs, entropy);
        ip.register(IpProtocol.TCP, tcp);
    }

    @Override
    public void requireTurn() {
        world.requireTurn();
    }

    @Override
    public long enter() {
        world.requireTurn();
        lock.lock();
        nowNanos = world.nowNanos();
        return nowNanos;
    }

    @Override
    public void enterTimeless() {
        world.requireTurn();
        lock.lock();
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
        if (lock.tryLock()) {
            return true;
        }
        from.left();
        left.add(from);
        if (!lock.isTaken()) {
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
            tcp.batchBegins();
            try {
                nic.deliver(ip, nowNanos);
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
        enter();
        try {
            alarmNanos = Deadline.NEVER;
            timers.advance(nowNanos);
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
            long next = timers.nextDeadlineNanos();
            if (next < alarmNanos) {
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
        enter();
        try {
            return action.get();
        } finally {
            leave();
        }
    }

    void call(Runnable action) {
        enter();
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
        return ip;
    }

    @Override
    public Udp udp() {
        return udp;
    }

    @Override
    public Processes processes() {
        return processes;
    }

    @Override
    public Tcp tcp() {
        return tcp;
    }

    Observatory observatory() {
        return observatory;
    }

    Icmp icmp() {
        return icmp;
    }

    SlabPool slabs() {
        return slabs;
    }

    TimerWheel timers() {
        return timers;
    }

    /** Where inboxes go that get packets under the lock. */
    DrainList sent() {
        return sent;
    }
}
