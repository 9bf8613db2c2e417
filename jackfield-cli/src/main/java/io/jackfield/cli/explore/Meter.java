package io.jackfield.cli.explore;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How far it is: a line on standard error while that is a terminal, else nothing. */
final class Meter {
    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final PrintStream out;
    private final boolean isAnimated;
    private final long total;
    private final long began = System.nanoTime();
    private final AtomicLong passed = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicInteger distinct = new AtomicInteger();
    private final AtomicLong drawn = new AtomicLong(began - REDRAW_NANOS);

    /**
     * Of one exploration.
     *
     * @param total the seeds that are to run now
     */
    Meter(PrintStream out, boolean isAnimated, long total) {
        this.out = out;
        this.isAnimated = isAnimated;
        this.total = total;
    }

    void passed() {
        passed.incrementAndGet();
        draw();
    }

    void failed(boolean isNew) {
        failed.incrementAndGet();
        distinct.addAndGet(isNew ? 1 : 0);
        draw();
    }

    private void draw() {
        long now = System.nanoTime();
        long last = drawn.get();
        if (isAnimated && now - last >= REDRAW_NANOS && drawn.compareAndSet(last, now)) {
            out.print("\r\033[K" + line());
        }
    }

    private String line() {
        double perSecond = perSecond();
        long left = perSecond == 0 ? 0 : Math.round((total - ran()) / perSecond);
        return String.format(
                Locale.ROOT,
                "%,d of %,d seeds  %,.0f/s  %,d failed, %d distinct  %d:%02d left",
                ran(),
                total,
                perSecond,
                failed.get(),
                distinct.get(),
                left / 60,
                left % 60);
    }

    /** Seeds that ran. */
    long ran() {
        return passed.get() + failed.get();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    double perSecond() {
        return ran() * 1e9 / Math.max(1, elapsed().toNanos());
    }

    void end() {
        if (isAnimated) {
            out.print("\r\033[K");
            out.flush();
        }
    }
}
