package io.jackfield.junit;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** Runs seeds and tells what became of them; the JVM ends when one takes too long. */
final class ExploreChild implements Exploring.Listener {
    private static final int HANGS = 97;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final Pattern FRAME =
            Pattern.compile("at (?:\\S+/)?([\\w.$]+)\\.[\\w$<>]+\\((\\S+)\\)");

    private final List<TestName> tests;
    private final ExploreTold told;
    private final long deadlineNanos;
    private final Thread runner = Thread.currentThread();
    private volatile long seed;
    private volatile long began;
    private volatile boolean isTimed;
    private volatile @Nullable String standing;

    ExploreChild(List<TestName> tests, ExploreTold told, long deadlineSeconds) {
        this.tests = tests;
        this.told = told;
        deadlineNanos = TimeUnit.SECONDS.toNanos(deadlineSeconds);
        Thread watch = new Thread(this::watch, "deadline");
        watch.setDaemon(true);
        watch.start();
    }

    void run(int test, long from, long to) {
        try {
            Exploring.run(tests.get(test), from, to, this);
            told.say("done");
        } catch (IllegalStateException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            told.say("refused", "reason", "the test cannot run: " + cause);
        } finally {
            isTimed = false;
        }
    }

    void explain(int test, long explained, Path folder) {
        begins(explained);
        isTimed = false; // shrinking has a limit of its own
        Explanation found = Explanation.of(tests.get(test), explained, folder);
        found.tell(told);
    }

    @Override
    public void begins(long next) {
        seed = next;
        standing = null;
        began = System.nanoTime();
        isTimed = true;
        told.say("begins", "seed", next);
    }

    @Override
    public void ended(long of, Exploring.Facts facts, @Nullable Throwable thrown) {
        isTimed = false;
        if (thrown == null) {
            told.say("passed", "seed", of);
            return;
        }
        Signature signature = Signature.of(thrown);
        told.say(
                "failed",
                "seed",
                of,
                "signature",
                signature,
                "exception",
                signature.type(),
                "message",
                String.valueOf(thrown.getMessage()),
                "place",
                signature.place(),
                "nanos",
                facts.nanos(),
                "misfortunes",
                facts.misfortunes());
    }

    @Override
    public void stands(String text) {
        standing = text;
    }

    private void watch() {
        while (true) {
            LockSupport.parkNanos(LOOK_NANOS);
            long since = began;
            if (isTimed && System.nanoTime() - since > deadlineNanos && since == began) {
                String text = standing;
                List<StackTraceElement> frames = Arrays.asList(runner.getStackTrace());
                told.say(
                        "hangs",
                        "seed",
                        seed,
                        "place",
                        text == null ? Signature.place(frames) : place(text),
                        "text",
                        text == null ? lines(frames) : text);
                Runtime.getRuntime().halt(HANGS);
            }
        }
    }

    /** The innermost frame that is the author's, of the thread that runs. */
    private static String place(String standing) {
        return FRAME.matcher(standing)
                .results()
                .filter(frame -> Blocked.isAuthors(frame.group(1)))
                .findFirst()
                .map(frame -> frame.group(2))
                .orElse("");
    }

    private static String lines(List<StackTraceElement> frames) {
        StringBuilder text = new StringBuilder("the test's thread:");
        frames.forEach(frame -> text.append("\n      at ").append(frame));
        return text.toString();
    }
}
