package io.jackfield.linux.differential;

import io.jackfield.linux.LinuxKernel;
import io.jackfield.posix.Program;
import io.jackfield.posix.Syscalls;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Linux, in a network namespace of its own. */
final class LinuxStage implements Stage {
    private static final long LOOK_NANOS = 20_000;
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final LinuxKernel kernel = LinuxKernel.open();
    private final List<Caller> callers = new ArrayList<>();
    private final List<Pending> begun = new ArrayList<>();
    private CountDownLatch over = new CountDownLatch(1);

    /** A thread that makes one call after the other, of any program. */
    private static final class Caller {
        private record Order(Callable<String> call, Pending pending) {}

        final LinkedBlockingQueue<Order> orders = new LinkedBlockingQueue<>();
        Pending last = new Pending();

        Caller() {
            last.answered("");
            Thread thread = new Thread(this::live, "caller");
            thread.setDaemon(true);
            thread.start();
        }

        Pending begin(Callable<String> call) {
            last = new Pending();
            orders.add(new Order(call, last));
            return last;
        }

        private void live() {
            while (true) {
                try {
                    Order order = orders.take();
                    order.pending.madeBy(Thread.currentThread());
                    order.pending.answered(answer(order.call));
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        private static String answer(Callable<String> call) {
            try {
                return call.call();
            } catch (Exception | AssertionError thrown) {
                return "threw " + thrown;
            } catch (Error ended) { // of the process: what Linux does to its threads
                return "ended";
            }
        }
    }

    /** With the stock settings, whatever this machine's are. */
    LinuxStage() {
        kernel.sysctl("net.ipv4.tcp_rmem", "4096 131072 6291456");
    }

    long calls() {
        return kernel.calls();
    }

    @Override
    public Syscalls start() {
        over = new CountDownLatch(1);
        CompletableFuture<Syscalls> started = new CompletableFuture<>();
        kernel.start("program", resident(started::complete));
        return started.join();
    }

    @Override
    public Program resident(Consumer<Syscalls> taker) {
        CountDownLatch end = over;
        return os -> {
            taker.accept(os);
            end.await();
            return 0;
        };
    }

    @Override
    public Pending begin(Callable<String> call) {
        Caller idle = null;
        for (Caller each : callers) {
            if (each.last.isOver()) {
                idle = each;
            }
        }
        if (idle == null) {
            idle = new Caller();
            callers.add(idle);
        }
        Pending pending = idle.begin(call);
        begun.add(pending);
        return pending;
    }

    @Override
    public void settle() {
        boolean isSettled = false;
        while (!isSettled) {
            isSettled = true;
            for (Pending each : List.copyOf(begun)) {
                awaitRest(each);
                if (each.isOver()) {
                    begun.remove(each);
                    isSettled = false; // the end of one may have woken another
                }
            }
        }
    }

    private void awaitRest(Pending pending) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!pending.isOver()) {
            Thread thread = pending.thread();
            if (thread != null && kernel.isAsleep(thread)) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("a call neither ends nor sleeps");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public void end() {
        over.countDown();
        settle();
    }

    @Override
    public void close() {
        kernel.close();
    }
}
