package io.jackfield.packetdrill.run;

import io.jackfield.address.Prefix;
import io.jackfield.linux.LinuxKernel;
import io.jackfield.linux.Tun;
import io.jackfield.posix.Option;
import io.jackfield.posix.Syscalls;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;

/** The Linux that the JVM runs on, in a network namespace of its own, in real time. */
public final class LinuxMachine implements Machine {
    /** While a call is awaited, what it sends is looked for so often. */
    private static final long SHORT_NANOS = 50_000;

    /** Two ticks of a kernel that has 250 of them in a second. */
    private static final long SLACK_NANOS = 8_000_000;

    private static final int START_SECONDS = 10;

    private final LinuxKernel kernel = LinuxKernel.open();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ArrayDeque<Sniffed> sent = new ArrayDeque<>();
    private final ExecutorService callers =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("call-").factory());
    private final long beganNanos = System.nanoTime();
    private final Syscalls os;
    private final Tun tun;

    /**
     * With stock settings and the addresses of the script.
     *
     * @throws IllegalStateException if this is no Linux, or it refuses
     */
    public LinuxMachine(Setup setup) {
        Stock.SETTINGS.forEach(kernel::sysctl);
        kernel.sysctl("net.ipv6.conf.default.router_solicitations", "0");
        // One network holds both ends, so that no route is needed: half of all addresses.
        tun = kernel.tun("tun0", new Prefix(setup.local(), setup.isV6() ? 0 : 1));
        if (setup.mtu() != 1500) {
            mtu(setup.mtu());
        }
        CompletableFuture<Syscalls> given = new CompletableFuture<>();
        kernel.start("script", calls -> live(calls, given));
        try {
            os = given.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no process on Linux", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private int live(Syscalls calls, CompletableFuture<Syscalls> given) {
        given.complete(calls);
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    @Override
    public long nowNanos() {
        return System.nanoTime() - beganNanos;
    }

    private boolean sniff(long timeoutNanos) {
        byte[] octets = tun.receive(timeoutNanos);
        if (octets != null) {
            sent.add(new Sniffed(octets, nowNanos()));
        }
        return octets != null;
    }

    @Override
    public long slackNanos() {
        return SLACK_NANOS;
    }

    @Override
    public void advance(long untilNanos) {
        for (long left = untilNanos - nowNanos(); left > 0; left = untilNanos - nowNanos()) {
            sniff(left);
        }
    }

    @Override
    public void inject(byte[] octets) {
        tun.send(octets);
    }

    @Override
    public @Nullable Sniffed next(long untilNanos) {
        while (sent.isEmpty() && !sniff(Math.max(0, untilNanos - nowNanos()))) {
            if (nowNanos() >= untilNanos) {
                return null;
            }
        }
        return sent.poll();
    }

    @Override
    public Pending start(ToLongFunction<Syscalls> call) {
        Pending pending = new Pending();
        callers.execute(
                () -> {
                    try {
                        long result = call.applyAsLong(os);
                        pending.done(result, nowNanos());
                    } catch (Throwable thrown) {
                        pending.failed(thrown, nowNanos());
                    }
                });
        return pending;
    }

    /** A namespace of its own may choose only among those that everybody may. */
    @Override
    public void opened(int fd) {
        byte[] name = Stock.CONGESTION_CONTROL.getBytes(StandardCharsets.US_ASCII);
        Pending set =
                start(
                        calls ->
                                calls.setsockopt(
                                        fd,
                                        Option.SOL_TCP,
                                        Option.TCP_CONGESTION,
                                        ByteBuffer.wrap(name)));
        if (!await(set, nowNanos() + START_SECONDS * 1_000_000_000L) || set.result() < 0) {
            throw new IllegalStateException("no congestion control " + Stock.CONGESTION_CONTROL);
        }
    }

    @Override
    public boolean await(Pending call, long untilNanos) {
        while (!call.isDone() && nowNanos() < untilNanos) {
            if (!sniff(0)) {
                LockSupport.parkNanos(SHORT_NANOS);
            }
        }
        return call.isDone();
    }

    @Override
    public void sysctl(String name, String value) {
        kernel.sysctl(name, value);
    }

    @Override
    public void mtu(int octets) {
        tun.mtu(octets);
    }

    @Override
    public void segmentation(boolean isOn) {
        if (isOn) {
            throw new IllegalArgumentException("the TUN device takes no segments beyond its MTU");
        }
    }

    @Override
    public void close() {
        end.countDown();
        kernel.close();
        callers.shutdownNow();
    }
}
