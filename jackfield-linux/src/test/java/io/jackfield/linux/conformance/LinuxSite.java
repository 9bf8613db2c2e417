package io.jackfield.linux.conformance;

import io.jackfield.linux.LinuxKernel;
import io.jackfield.linux.Tun;
import io.jackfield.posix.Syscalls;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A network namespace of Linux's, with a TUN device for the wire. */
final class LinuxSite implements Site {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long STEP_NANOS = 500_000;

    private final LinuxKernel kernel;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private @Nullable Wire wire;

    LinuxSite(LinuxKernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public void sysctl(String name, String value) {
        kernel.sysctl(name, value);
    }

    @Override
    public String sysctl(String name) {
        return kernel.read("/proc/sys/" + name.replace('.', '/')).strip();
    }

    @Override
    public long counter(String nstatName) {
        for (String file : List.of("/proc/net/snmp", "/proc/net/netstat")) {
            List<String> lines = kernel.read(file).lines().toList();
            for (int i = 0; i + 1 < lines.size(); i += 2) {
                String[] names = lines.get(i).split(" ");
                String group = names[0].substring(0, names[0].length() - 1);
                for (int j = 1; j < names.length; j++) {
                    if (nstatName.equals(group + names[j])) {
                        return Long.parseLong(lines.get(i + 1).split(" ")[j]);
                    }
                }
            }
        }
        throw new IllegalArgumentException("no counter " + nstatName);
    }

    @Override
    public Wire wire(Syscalls os) {
        Wire made = wire;
        if (made == null) {
            made = new OverTun(kernel.tun("wire", Wire.OWN4, Wire.OWN6));
            wire = made;
        }
        return made;
    }

    private static final class OverTun extends Wire {
        private final Tun tun;

        OverTun(Tun tun) {
            this.tun = tun;
        }

        @Override
        long nanoTime() {
            return System.nanoTime();
        }

        @Override
        void sendOctets(byte[] packet) {
            tun.send(packet);
        }

        @Override
        boolean receive(long deadlineNanos) {
            byte[] packet = tun.receive(deadlineNanos - System.nanoTime());
            if (packet == null) {
                return false;
            }
            arrived(packet, System.nanoTime());
            return true;
        }
    }

    @Override
    public void thread(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private boolean isQuiet(Thread thread) {
        return !thread.isAlive() || kernel.isAsleep(thread);
    }

    /** Twice the same picture, with no call begun in between. */
    @Override
    public void settle(Syscalls os) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        long before = -1;
        while (true) {
            long calls = kernel.calls();
            boolean isQuiet =
                    kernel.isQuiet(os.getpid()) && threads.stream().allMatch(this::isQuiet);
            if (isQuiet && calls == before) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("processes go on");
            }
            before = isQuiet ? calls : -1;
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    @Override
    public long wakeUps(int pid) {
        return kernel.sleeps(pid);
    }

    @Override
    public void close() {
        kernel.close();
    }
}
