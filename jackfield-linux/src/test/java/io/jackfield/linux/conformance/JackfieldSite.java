package io.jackfield.linux.conformance;

import io.jackfield.host.Host;
import io.jackfield.link.NetworkInterface;
import io.jackfield.link.Tap;
import io.jackfield.link.Verdict;
import io.jackfield.net.PatchCable;
import io.jackfield.net.World;
import io.jackfield.observe.Counter;
import io.jackfield.posix.Syscalls;
import io.jackfield.process.Kernel;
import io.jackfield.process.Process;
import io.jackfield.process.ProcessEnd;
import io.jackfield.wire.PacketCodec;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Objects;

/** A host of a scripted world, cabled to one that takes no part. */
final class JackfieldSite implements Site {
    private static final long STEP_NANOS = 1_000_000;

    private final World world = World.scripted(1);
    final Host host = world.host("host");
    private final Host far = world.host("far");
    private final ArrayDeque<Sent> sent = new ArrayDeque<>();

    private @Nullable Wire wire;

    private record Sent(byte[] octets, long nanos) {}

    JackfieldSite() {
        PatchCable cable = world.cable(host, far);
        cable.from(host).blackhole();
        NetworkInterface nic = cable.nic(host);
        Tap tap =
                (_, packet, nowNanos, verdict) -> {
                    if (verdict == Verdict.BLACKHOLED) {
                        sent.add(new Sent(PacketCodec.encode(packet), nowNanos));
                    }
                };
        Objects.requireNonNull(nic.out()).add(tap);
    }

    /** Lets the world go on until its programs have ended. */
    void run() {
        world.run();
    }

    @Override
    public void sysctl(String name, String value) {
        host.settings().set(name, value);
    }

    @Override
    public String sysctl(String name) {
        return host.settings().get(name);
    }

    @Override
    public long counter(String nstatName) {
        for (Map.Entry<Counter, Long> each : host.counts().entrySet()) {
            if (each.getKey().nstatName().equals(nstatName)) {
                return each.getValue();
            }
        }
        return 0;
    }

    @Override
    public Wire wire(Syscalls os) {
        Wire made = wire;
        if (made == null) {
            made = new OverCable(os);
            wire = made;
        }
        return made;
    }

    private final class OverCable extends Wire {
        private final Syscalls os;

        OverCable(Syscalls os) {
            this.os = os;
        }

        @Override
        long nanoTime() {
            return os.nanoTime();
        }

        @Override
        void sendOctets(byte[] packet) {
            NetworkInterface nic = far.nic("eth0");
            Kernel kernel = far.kernel();
            long nowNanos = kernel.enter();
            try {
                nic.transmit(new PacketCodec().decode(packet, 0, packet.length), nowNanos);
            } finally {
                kernel.leave();
            }
        }

        @Override
        boolean receive(long deadlineNanos) {
            while (sent.isEmpty() && os.nanoTime() < deadlineNanos) {
                os.nanosleep(Math.min(STEP_NANOS, deadlineNanos - os.nanoTime()));
            }
            Sent first = sent.poll();
            if (first == null) {
                return false;
            }
            arrived(first.octets, first.nanos);
            return true;
        }
    }

    @Override
    public void thread(String name, Runnable body) {
        host.kernel()
                .scheduler()
                .start(
                        name,
                        () -> {
                            try {
                                body.run();
                            } catch (ProcessEnd ended) {
                                assert ended.status() >= 0 : "its process has ended";
                            }
                        });
    }

    /** Time passes only while nobody can go on. */
    @Override
    public void settle(Syscalls os) {
        os.nanosleep(STEP_NANOS);
    }

    @Override
    public long wakeUps(int pid) {
        Kernel kernel = host.kernel();
        kernel.enter();
        try {
            return kernel.processes().running().stream()
                    .filter(process -> process.pid() == pid)
                    .mapToLong(Process::wakeUps)
                    .sum();
        } finally {
            kernel.leave();
        }
    }

    @Override
    public void close() {
        world.close();
    }
}
