package io.jackfield.linux;

import io.jackfield.address.Prefix;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Program;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The Linux that the JVM runs on, as somewhere to run programs against {@link
 * io.jackfield.posix.Syscalls}: each process has a descriptor table of its own, and all of them a
 * network namespace of their own, with nothing in it but the loopback interface, where the JVM may
 * make one (CAP_SYS_ADMIN).
 */
public final class LinuxKernel implements AutoCloseable {
    private static final long CLONE_FILES = 0x400;
    private static final long CLONE_NEWNET = 0x4000_0000;
    private static final long SIOCGIFFLAGS = 0x8913;
    private static final long SIOCSIFFLAGS = 0x8914;
    private static final int IFREQ = 40;
    private static final int IFREQ_FLAGS = 16;
    private static final short IFF_UP = 1;
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int FIRST = 3;
    private static final int AT_FDCWD = -100;
    private static final int O_WRONLY = 1;
    private static final int IFA_F_TENTATIVE = 0x40;
    private static final long SHORT_NANOS = 100_000;
    private static final int FILE_OCTETS = 1 << 16;

    private final LongAdder calls = new LongAdder();
    private final List<LinuxProcess> processes = new CopyOnWriteArrayList<>();
    private final List<Tun> tuns = new CopyOnWriteArrayList<>();
    private final KernelThread init;

    /** Who asks {@link #init}. */
    private final ReentrantLock turn = new ReentrantLock();

    private LinuxKernel(KernelThread init) {
        this.init = init;
    }

    /**
     * Opens it, with a network namespace of its own.
     *
     * @throws IllegalStateException if this is no Linux, or it refuses
     */
    public static LinuxKernel open() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            throw new IllegalStateException("this is no Linux");
        }
        Libc.handleSignal();
        KernelThread.rehearse();
        int[] refused = new int[1];
        KernelThread init =
                KernelThread.start(
                        "linux init",
                        self -> {
                            refused[0] = ownTable(self);
                            if (refused[0] == 0) {
                                refused[0] = (int) self.here(Call.UNSHARE, CLONE_NEWNET, 0, 0);
                            }
                        });
        LinuxKernel kernel = new LinuxKernel(init);
        if (refused[0] != 0) {
            kernel.close();
            throw new IllegalStateException(
                    "no network namespace of its own: "
                            + Errno.of(refused[0]).text()
                            + " (root or CAP_SYS_ADMIN is needed)");
        }
        kernel.up("lo");
        return kernel;
    }

    /** Gives the calling thread a copy of its descriptor table, and leaves 0 to 2 in it. */
    private static int ownTable(KernelThread self) {
        long refused = self.here(Call.UNSHARE, CLONE_FILES, 0, 0);
        return (int) (refused != 0 ? refused : self.here(Call.CLOSE_RANGE, FIRST, 0xffff_ffffL, 0));
    }

    /** Gives the calling thread a copy of its descriptor table: what fork(2) does. */
    static void copiedTable(KernelThread self) {
        self.here(Call.UNSHARE, CLONE_FILES, 0, 0);
    }

    private void up(String nic) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = arena.allocate(IFREQ, Long.BYTES);
            request.setString(0, nic);
            long fd = call(Call.SOCKET, AF_INET, SOCK_DGRAM, 0, 0);
            call(Call.IOCTL, fd, SIOCGIFFLAGS, request.address(), 0);
            short flags = request.get(ValueLayout.JAVA_SHORT, IFREQ_FLAGS);
            request.set(ValueLayout.JAVA_SHORT, IFREQ_FLAGS, (short) (flags | IFF_UP));
            long up = call(Call.IOCTL, fd, SIOCSIFFLAGS, request.address(), 0);
            call(Call.CLOSE, fd, 0, 0, 0);
            if (up != 0) {
                throw new IllegalStateException(nic + " does not go up: " + Errno.of(up).text());
            }
        }
    }

    private long call(Call number, long a, long b, long c, long d) {
        turn.lock();
        try {
            calls.increment();
            return init.call(number, a, b, c, d, 0, 0);
        } finally {
            turn.unlock();
        }
    }

    /** Starts a process that runs a program, as uid 0. */
    public LinuxProcess start(String name, Program program) {
        KernelThread main;
        turn.lock();
        try {
            main = startThread(init, name);
        } finally {
            turn.unlock();
        }
        return begin(name, program, null, main);
    }

    LinuxProcess begin(
            String name, Program program, @Nullable LinuxProcess parent, KernelThread main) {
        LinuxProcess process = new LinuxProcess(this, name, parent, main);
        processes.add(process);
        process.run(program);
        return process;
    }

    /** One with a copy of the descriptor table of another, that nobody else asks meanwhile. */
    static KernelThread startThread(KernelThread from, String name) {
        return from.startAnother(name, LinuxKernel::copiedTable);
    }

    /** Runs a program to its end as a process, and answers its exit status. */
    public int run(Program program) throws InterruptedException {
        return start("program", program).await();
    }

    /**
     * Makes a TUN device that is up and has these addresses.
     *
     * @throws IllegalStateException if the kernel refuses
     */
    public Tun tun(String name, Prefix... addresses) {
        KernelThread thread;
        turn.lock();
        try {
            thread = startThread(init, name);
        } finally {
            turn.unlock();
        }
        Tun tun = new Tun(this, thread, name);
        tuns.add(tun);
        up(name);
        for (Prefix address : addresses) {
            tun.add(address);
        }
        while (read("/proc/net/if_inet6").lines().anyMatch(LinuxKernel::isTentative)) {
            LockSupport.parkNanos(SHORT_NANOS);
        }
        return tun;
    }

    /** Whether an address, number, prefix, scope, flags and name are of one not yet in use. */
    private static boolean isTentative(String line) {
        return (Integer.parseInt(line.split("\\s+")[4], 16) & IFA_F_TENTATIVE) != 0;
    }

    /** Sets what {@code /proc/sys} has, by its name with dots; of this namespace, if it has it. */
    public void sysctl(String name, String value) {
        String path = "/proc/sys/" + name.replace('.', '/');
        byte[] octets = value.getBytes(StandardCharsets.US_ASCII);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(octets.length);
            data.copyFrom(MemorySegment.ofArray(octets));
            long fd = openat(arena, path, O_WRONLY);
            long written = call(Call.WRITE, fd, data.address(), octets.length, 0);
            call(Call.CLOSE, fd, 0, 0, 0);
            if (written != octets.length) {
                throw new IllegalArgumentException(name + ": " + Errno.of(written).text());
            }
        }
    }

    /** What a file says that the namespace has its own of, such as {@code /proc/net/snmp}. */
    public String read(String path) {
        String own = path.replaceFirst("^/proc/net/", "/proc/thread-self/net/");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(FILE_OCTETS);
            long fd = openat(arena, own, 0);
            StringBuilder text = new StringBuilder();
            long got;
            while ((got = call(Call.READ, fd, data.address(), FILE_OCTETS, 0)) > 0) {
                byte[] octets = data.asSlice(0, got).toArray(ValueLayout.JAVA_BYTE);
                text.append(new String(octets, StandardCharsets.US_ASCII));
            }
            call(Call.CLOSE, fd, 0, 0, 0);
            return text.toString();
        }
    }

    private long openat(Arena arena, String path, int flags) {
        MemorySegment name = arena.allocateFrom(path);
        long fd = call(Call.OPENAT, AT_FDCWD, name.address(), flags, 0);
        if (fd < 0) {
            throw new IllegalArgumentException(path + ": " + Errno.of(fd).text());
        }
        return fd;
    }

    void called() {
        calls.increment();
    }

    /** System calls made so far, by all processes. */
    public long calls() {
        return calls.sum();
    }

    /** What uname(2) calls the release. */
    public static String release() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** Whether every thread of every process sleeps in a call, but for those of one process. */
    public boolean isQuiet(int exceptPid) {
        return processes.stream()
                .filter(process -> process.pid() != exceptPid)
                .allMatch(LinuxProcess::isQuiet);
    }

    /** Whether a thread sleeps in a call of its process. */
    public boolean isAsleep(Thread thread) {
        return processes.stream().anyMatch(process -> process.isAsleep(thread));
    }

    /** How often the threads of a process have gone to sleep in the kernel; 0 if it has ended. */
    public long sleeps(int pid) {
        return processes.stream()
                .filter(process -> process.pid() == pid)
                .mapToLong(LinuxProcess::sleeps)
                .sum();
    }

    /** The process of that number, which may have ended and not been waited for. */
    @Nullable LinuxProcess find(int pid) {
        for (LinuxProcess process : processes) {
            LinuxProcess found = process.pid() == pid ? process : process.child(pid);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    void ended(LinuxProcess process) {
        processes.remove(process);
    }

    /** Ends all processes; what they had open is closed, and the namespace goes. */
    @Override
    public void close() {
        processes.forEach(LinuxProcess::kill);
        tuns.forEach(Tun::close);
        init.end();
    }
}
