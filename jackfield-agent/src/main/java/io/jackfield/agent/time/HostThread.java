package io.jackfield.agent.time;

import io.jackfield.entropy.Entropy;
import io.jackfield.hooks.time.SimulatedThread;
import io.jackfield.net.Strand;
import io.jackfield.net.StrandScheduler;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A thread of a host in a deterministic world, between the hooks and the world's scheduler. */
final class HostThread extends SimulatedThread implements Strand {
    /** What a host starts, or a test. */
    enum Origin {
        ROOT,
        CHILD,
        /** No thread: stands for the threads of a group that are to come. */
        CLAIM,
        /** A real thread that carries others. */
        CARRIER
    }

    private static final MethodHandle CONTAINER = JdkHandles.get("Thread.threadContainer");
    private static final MethodHandle REMOVE = JdkHandles.get("ThreadContainer.remove");

    private final StrandScheduler scheduler;
    private final HostShare host;
    private final Origin origin;

    /** Whether the program has ended that it is a thread of; of all of them together. */
    private final AtomicBoolean isProgramOver;

    private final int index;
    private final long stream;
    private long drawn;
    private boolean hasBegun;
    private boolean startsReal;
    private volatile long stoppedNanos;
    private volatile @Nullable Object waitsIn;

    HostThread(
            StrandScheduler scheduler,
            HostShare host,
            AtomicBoolean isProgramOver,
            Origin origin,
            @Nullable Thread facade) {
        super(facade);
        this.scheduler = scheduler;
        this.host = host;
        this.isProgramOver = isProgramOver;
        this.origin = origin;
        index = origin == Origin.ROOT || origin == Origin.CHILD ? scheduler.nextIndex() : -1;
        stream = host.stream(index);
    }

    /* What the JVM asks. */

    @Override
    public void execute(Runnable continuation) {
        if (!hasBegun) {
            hasBegun = true;
            scheduler.begins(this, origin == Origin.ROOT);
        }
        scheduler.ready(this, continuation);
    }

    /* What the hooks ask. */

    @Override
    protected long nowNanos() {
        return scheduler.nowNanos();
    }

    @Override
    protected long wallNanos() {
        return host.wallNanos();
    }

    @Override
    protected long transitions() {
        return scheduler.transitions();
    }

    @Override
    protected boolean isAlone() {
        return scheduler.isAlone();
    }

    @Override
    protected boolean isEnding() {
        return isProgramOver.get() || scheduler.isEnding();
    }

    @Override
    protected boolean isWorldEnding() {
        return scheduler.isEnding();
    }

    void endsProgram() {
        isProgramOver.set(true);
    }

    @Override
    protected Error ended() {
        return scheduler.ended();
    }

    @Override
    protected Future<?> schedule(Runnable action, long delayNanos) {
        return scheduler.schedule(action, delayNanos);
    }

    @Override
    protected void parkPinned(long nanos) {
        scheduler.parkPinned(this, nanos);
    }

    @Override
    protected void entersWait(Object monitor, long nanos) {
        waitsIn = monitor;
        scheduler.entersWait(this, monitor, nanos);
    }

    @Override
    protected boolean leavesWait() {
        waitsIn = null;
        boolean isOver = scheduler.leavesWait(this);
        if (isOver && running().isInterrupted()) { // too, and the carrier was told of ours only
            running().interrupt();
        }
        return isOver;
    }

    @Override
    protected void interrupted() {
        scheduler.interrupted(this);
    }

    @Override
    protected void unparkPinned(Thread carrier) {
        scheduler.unparkPinned(carrier);
    }

    @Override
    protected SimulatedThread child(@Nullable Thread facadeOfIt) {
        Origin its = origin == Origin.CLAIM ? Origin.ROOT : Origin.CHILD;
        return new HostThread(scheduler, host, isProgramOver, its, facadeOfIt);
    }

    @Override
    protected long constant(int which) {
        return Entropy.draw(stream, -1L - which);
    }

    @Override
    protected long draw() {
        long number = Entropy.draw(stream, drawn++);
        scheduler.drew(number);
        return number;
    }

    @Override
    protected long seed() {
        boolean initialises =
                StackWalker.getInstance()
                        .walk(frames -> frames.anyMatch(HostThread::isOfInitialiser));
        return initialises ? host.draw() : draw();
    }

    private static boolean isOfInitialiser(StackWalker.StackFrame frame) {
        return frame.getMethodName().equals("<clinit>");
    }

    @Override
    protected ForkJoinPool commonPool() {
        return host.commonPool();
    }

    @Override
    protected boolean isOfSameWorld(SimulatedThread other) {
        return other instanceof HostThread thread && thread.scheduler == scheduler;
    }

    @Override
    protected long number() {
        return index;
    }

    @Override
    protected boolean startsReal() {
        return startsReal;
    }

    void startsReal(boolean on) {
        startsReal = on;
    }

    /* What the scheduler asks. */

    @Override
    public int index() {
        return index;
    }

    @Override
    public void resumes(boolean forgets) {
        goesOn(forgets);
    }

    @Override
    public void stops(long nowNanos) {
        stoppedNanos = nowNanos;
    }

    @Override
    public long stoppedNanos() {
        return stoppedNanos;
    }

    @Override
    public void wakeToEnd() {
        if (isAtMonitor()) {
            running().interrupt();
        } else { // an interrupt would keep it from blocking ever again, where it would be told
            LockSupport.unpark(running());
        }
    }

    @Override
    public boolean hasEnded() {
        return state() == VirtualStates.TERMINATED;
    }

    /** Otherwise the JVM, which counts it among those that live, keeps it and all it knows. */
    @Override
    public void forget() {
        try {
            Object container = (Object) CONTAINER.invokeExact(running());
            REMOVE.invokeExact(container, running());
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean isAtMonitor() {
        return VirtualStates.isAtMonitor(state());
    }

    @Override
    public boolean isBeingUnblocked() {
        return isOnWaitingList();
    }

    @Override
    public boolean hasReleased(Object monitor) {
        return waitsIn == monitor && Snapshot.of(running()).sleepsOnCarrier();
    }

    @Override
    public boolean owns(Object monitor) {
        return waitsIn != monitor && Snapshot.of(running()).hasEntered(monitor);
    }

    @Override
    public StackTraceElement[] frames() {
        return Snapshot.of(running()).frames(); // its own way suspends it, and that is a decision
    }

    @Override
    public String waitsFor() {
        Object blocker = LockSupport.getBlocker(running());
        return blocker == null ? "" : Owners.describe(blocker);
    }

    @Override
    public String toString() {
        return thread().getName();
    }
}
