package io.jackfield.packetdrill.run;

import io.jackfield.host.Host;
import io.jackfield.net.StandstillException;
import io.jackfield.net.Tunnel;
import io.jackfield.net.World;
import io.jackfield.posix.Syscalls;
import io.jackfield.process.Process;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;

/** A host of Jackfield's in virtual time. */
public final class JackfieldMachine implements Machine {
    private static final long SEED = 1;

    private final World world = World.scripted(SEED);
    private final Host host = world.host("host");
    private final ArrayDeque<Sniffed> sent = new ArrayDeque<>();
    private final Tunnel tunnel;
    private final Process process;
    private int calls;

    /** With stock Linux's settings and the addresses of the script. */
    public JackfieldMachine(Setup setup) {
        tunnel = world.tunnel(host, (octets, now) -> sent.add(new Sniffed(octets, now)));
        tunnel.address(setup.local() + (setup.isV6() ? "/64" : "/24"));
        tunnel.route(setup.isV6() ? "::/0" : "0.0.0.0/0");
        mtu(setup.mtu());
        Stock.SETTINGS.forEach(this::sysctl);
        process = host.kernel().processes().create("script", 0);
    }

    @Override
    public long nowNanos() {
        return world.nowNanos();
    }

    @Override
    public long slackNanos() {
        return 0;
    }

    @Override
    public void advance(long untilNanos) {
        long left = untilNanos - nowNanos();
        if (left > 0) {
            world.runFor(Duration.ofNanos(left));
        }
    }

    @Override
    public void inject(byte[] octets) {
        tunnel.send(octets);
    }

    @Override
    public @Nullable Sniffed next(long untilNanos) {
        return until(() -> !sent.isEmpty(), untilNanos) ? sent.poll() : null;
    }

    private boolean until(BooleanSupplier condition, long untilNanos) {
        if (condition.getAsBoolean()) {
            return true;
        }
        try {
            world.until(condition, Duration.ofNanos(Math.max(0, untilNanos - nowNanos())));
            return true;
        } catch (StandstillException e) {
            advance(untilNanos); // nothing happens up to there
            return false;
        }
    }

    @Override
    public Pending start(ToLongFunction<Syscalls> call) {
        Pending pending = new Pending();
        host.kernel()
                .scheduler()
                .start(
                        "call " + ++calls,
                        () -> {
                            long result = call.applyAsLong(process.calls());
                            pending.done(result, world.nowNanos());
                        });
        return pending;
    }

    @Override
    public void opened(int fd) {}

    @Override
    public boolean await(Pending call, long untilNanos) {
        return until(call::isDone, untilNanos);
    }

    @Override
    public void sysctl(String name, String value) {
        host.settings().set(name, value);
    }

    @Override
    public void mtu(int octets) {
        host.mtu(tunnel.nic(), octets);
    }

    @Override
    public void segmentation(boolean isOn) {
        sysctl("net.jackfield.tso", isOn ? "1" : "0");
    }

    @Override
    public void close() {
        world.close();
    }
}
