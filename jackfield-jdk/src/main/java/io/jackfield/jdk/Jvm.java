package io.jackfield.jdk;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.jdk.async.AsyncGroup;
import io.jackfield.jdk.async.AsyncMachine;
import io.jackfield.jdk.channel.Descriptor;
import io.jackfield.jdk.channel.HostSelectorProvider;
import io.jackfield.net.World;
import io.jackfield.observe.Setting;
import io.jackfield.posix.ErrnoException;
import io.jackfield.process.Process;
import io.jackfield.process.ProcessEnd;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.nio.channels.spi.SelectorProvider;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A Java virtual machine on a host: a process of it that unmodified Java code runs in. Threads that
 * are started here, and threads they start, open their channels and sockets on the host and resolve
 * names as the host does; all other threads of the real JVM go on with the real machine's.
 *
 * <p>A thread belongs to a Jvm by what it inherits: the value of an inheritable thread local, else
 * its thread group; with the agent, it belongs where its creator did. A pool that was made
 * elsewhere belongs elsewhere: give it {@link #threads()}, or hand {@link #provider()} to whoever
 * takes a provider.
 */
public final class Jvm implements AutoCloseable {
    private static volatile boolean anyMade;
    private static final AtomicInteger OPEN = new AtomicInteger();

    private final Host host;
    private final Process process;
    private final World world;
    private final HostSelectorProvider provider;
    private final Group group;

    /** Of threads that look after a program and are none of it. */
    private final Group services;

    private final NameCache names;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<@Nullable JvmProgram> program = new AtomicReference<>();
    private final AsyncMachine machine = new ThisMachine();
    private final ReentrantLock groupLock = new ReentrantLock();

    /** Null until one is needed; guarded by groupLock. */
    private @Nullable AsyncGroup usualGroup;

    private final class ThisMachine implements AsyncMachine {
        @Override
        public SelectorProvider provider() {
            return provider;
        }

        @Override
        public void run(Runnable body) {
            Jvm.this.run(body);
        }
    }

    /** Threads without inheritable thread locals still have their creator's group. */
    static final class Group extends ThreadGroup {
        private final Jvm jvm;

        Group(String name, Jvm jvm) {
            super(name);
            this.jvm = jvm;
        }

        Jvm jvm() {
            return jvm;
        }

        /** A thread that its host's crash has ended has nothing to say. */
        @Override
        public void uncaughtException(Thread thread, Throwable thrown) {
            if (!(thrown instanceof ProcessEnd)) {
                super.uncaughtException(thread, thrown);
            }
        }
    }

    private Jvm(World world, Host host, Process process) {
        this.world = world;
        this.host = host;
        this.process = process;
        this.provider = new HostSelectorProvider(process);
        this.group = new Group(host.name(), this);
        this.names = new NameCache(world::nowNanos);
        this.services = new Group(host.name() + " services", this);
        world.claim(host, group);
        world.claim(host, services);
    }

    /** A new virtual machine on a host, which resolves the names of the world's hosts. */
    public static Jvm on(World world, Host host) {
        Doors.open();
        anyMade = true;
        Process process = host.process("java");
        process.endsByThreadInterrupt(Thread::isVirtual); // as the JDK's Socket is
        ErrnoException.check(
                "setrlimit", process.calls().setNoFileLimit(host.settings().get(Setting.NR_OPEN)));
        OPEN.incrementAndGet();
        Jvm jvm = new Jvm(world, host, process);
        world.keep(jvm);
        return jvm;
    }

    /**
     * Says that the classes of a loader are a program of this machine, so that a thread which runs
     * one of them is known where nothing else is.
     */
    public void owns(ClassLoader loader) {
        Belonging.ofClasses(loader, this);
    }

    /**
     * The virtual machine that the calling thread belongs to; null for the real one. With the
     * agent, a thread of which nothing is known is refused while there is any.
     */
    public static @Nullable Jvm current() {
        return Belonging.current();
    }

    public Host host() {
        return host;
    }

    /** The process whose descriptors the doors open. */
    public Process process() {
        return process;
    }

    /** Opens channels on this host whatever thread asks. */
    public SelectorProvider provider() {
        return provider;
    }

    /** Whether there has been one, so that the JDK is not as it was. */
    static boolean isAnyMade() {
        return anyMade;
    }

    /** Whether there is one that was not closed. */
    static boolean isAnyOpen() {
        return OPEN.get() > 0;
    }

    /** What this one remembers of names. */
    NameCache names() {
        return names;
    }

    List<IpAddress> resolve(String name) {
        return world.resolve(name);
    }

    /** The name of the host that has the address; the address itself where nobody has it. */
    String nameOf(IpAddress address) {
        for (Host each : world.hosts()) {
            if (each.has(address)) {
                return each.name();
            }
        }
        return address.toString();
    }

    Descriptor stream(boolean server) throws IOException {
        return provider.stream(server);
    }

    DatagramChannel datagramChannel() throws IOException {
        return provider.openUninterruptibleDatagramChannel();
    }

    /** Asynchronous channels of this host, with a pool for their results. */
    AsyncGroup group(AsynchronousChannelProvider provider, ExecutorService pool) {
        return new AsyncGroup(provider, machine, pool);
    }

    /** The group of channels that are opened without one. */
    AsyncGroup usualGroup(AsynchronousChannelProvider asked) {
        groupLock.lock();
        try {
            AsyncGroup group = usualGroup;
            if (group == null) {
                group = group(asked, Executors.newCachedThreadPool(this::daemon));
                usualGroup = group;
            }
            return group;
        } finally {
            groupLock.unlock();
        }
    }

    private Thread daemon(Runnable body) {
        Thread thread = threads().newThread(body);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Starts a program, {@code java -cp … Main arguments}: a class of this JVM's class path that
     * has a static {@code main(String[])}. The program gets its own copy of it.
     *
     * @throws IllegalStateException if this machine runs a program already
     */
    public JvmProgram start(Class<?> main, String... arguments) {
        try {
            return start(Launch.of(main), arguments);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(main + " is on no class path", e);
        }
    }

    /**
     * Starts a program: a jar, or a class of another class path, with output as the launch says.
     *
     * @throws ClassNotFoundException if the class path does not have the main class
     * @throws IllegalArgumentException if the class has no main method
     * @throws IllegalStateException if this machine runs a program already
     */
    public JvmProgram start(Launch launch, String... arguments) throws ClassNotFoundException {
        JvmProgram started = new JvmProgram(this, launch);
        if (!program.compareAndSet(null, started)) {
            throw new IllegalStateException(
                    this + " runs a program already: each gets a Jvm of its own");
        }
        started.start(arguments.clone());
        return started;
    }

    /** The program it runs; null if it runs none. */
    @Nullable JvmProgram program() {
        return program.get();
    }

    /** The platform threads that are alive and belong here. */
    List<Thread> liveThreads() {
        Thread[] found = new Thread[group.activeCount() + 1];
        int count = group.enumerate(found);
        while (count == found.length) { // as its Javadoc has it: some may have been left out
            found = new Thread[2 * found.length];
            count = group.enumerate(found);
        }
        return List.of(Arrays.copyOf(found, count));
    }

    long nowNanos() {
        return world.nowNanos();
    }

    /** Its threads end where they would next wait, in a world that can do that. */
    void endThreads() {
        world.endThreads(group);
    }

    /** Starts a platform thread that belongs here. */
    public Thread start(String name, Runnable body) {
        Thread thread = newThread(name, body);
        thread.start();
        return thread;
    }

    /** Platform threads that belong here. */
    public ThreadFactory threads() {
        return body -> newThread(host.name() + "-thread", body);
    }

    Thread newThread(String name, Runnable body) {
        return new Thread(group, () -> run(body), name);
    }

    /** Starts a thread that looks after the program. */
    void serve(String name, Runnable body) {
        Thread thread = new Thread(services, () -> run(body), name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs something on the calling thread as if it belonged here. */
    public void run(Runnable body) {
        Belonging.Said before = Belonging.say(this);
        try {
            body.run();
        } finally {
            Belonging.say(before);
        }
    }

    /** As {@link #run}, with a result. */
    public <T> T call(Callable<T> body) throws Exception {
        Belonging.Said before = Belonging.say(this);
        try {
            return body.call();
        } finally {
            Belonging.say(before);
        }
    }

    /** Ends the process and what runs in it: every descriptor that is still open is closed. */
    @Override
    public void close() {
        JvmProgram running = program.get();
        if (running != null) {
            running.kill();
        }
        if (closed.compareAndSet(false, true)) {
            OPEN.decrementAndGet();
            Belonging.forget(this);
        }
        endUsualGroup();
        process.endFromOutside(0);
    }

    private void endUsualGroup() {
        groupLock.lock();
        try {
            if (usualGroup != null) {
                usualGroup.shutdownNow();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e); // channels of ours close without complaint
        } finally {
            groupLock.unlock();
        }
    }

    @Override
    public String toString() {
        return "Jvm on " + host.name();
    }
}
