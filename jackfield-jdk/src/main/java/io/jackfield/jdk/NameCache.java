package io.jackfield.jdk;

import io.jackfield.time.Clock;
import io.jackfield.time.Deadline;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What names resolved to, for as long as the JDK is told to remember it, on one machine's clock.
 * The JDK's own memory is one for all hosts; so without the agent it is turned off when the first
 * {@link Jvm} is made, and every machine, the real one too, has one of these.
 */
final class NameCache {
    private static final String TTL = "networkaddress.cache.ttl";
    private static final String NEGATIVE_TTL = "networkaddress.cache.negative.ttl";

    /** The JDK's choice where nothing is configured. */
    private static final long USUAL_SECONDS = 30;

    /** What was configured before {@link #replaceTheJdks}. */
    private static final Memory AT_START = Memory.configured();

    private static volatile boolean jdksReplaced;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();

    /** In the order of insertion; guarded by lock. */
    private final Map<String, Answer> answers = new LinkedHashMap<>();

    /** As the JDK, read at the machine's first lookup; null before. Guarded by lock. */
    private @Nullable Memory memory;

    /** How long what was answered is remembered. */
    private record Memory(long positiveNanos, long negativeNanos) {
        static Memory configured() {
            return new Memory(
                    nanos(NameCache.configured(TTL, "sun.net.inetaddr.ttl", USUAL_SECONDS)),
                    nanos(NameCache.configured(NEGATIVE_TTL, "sun.net.inetaddr.negative.ttl", 0)));
        }
    }

    /** An empty list for a name that is not known. */
    private record Answer(List<InetAddress> addresses, long untilNanos) {}

    /** Asks somebody who knows. */
    interface Question {
        List<InetAddress> ask() throws UnknownHostException;
    }

    NameCache(Clock clock) {
        this.clock = clock;
    }

    /** Turns the JDK's memory off; in vain if a name was looked up before. */
    static void replaceTheJdks() {
        Security.setProperty(TTL, "0");
        Security.setProperty(NEGATIVE_TTL, "0");
        jdksReplaced = true;
    }

    /** Whether the real machine needs a memory of ours. */
    static boolean isTheJdksReplaced() {
        return jdksReplaced;
    }

    /** The security property, else the old system property; negative is for ever. */
    private static long configured(String security, String system, long otherwise) {
        for (String value : new String[] {Security.getProperty(security), property(system)}) {
            if (value != null && value.matches("-?\\d{1,9}")) {
                return Long.parseLong(value);
            }
        }
        return otherwise;
    }

    private static @Nullable String property(String name) {
        return System.getProperty(name);
    }

    private static long nanos(long seconds) {
        return seconds < 0 ? Deadline.NEVER : TimeUnit.SECONDS.toNanos(seconds);
    }

    /** What is remembered, or else what the question is answered. */
    List<InetAddress> get(String name, Question question) throws UnknownHostException {
        List<InetAddress> known = remembered(name);
        if (known == null) {
            known = asked(name, question);
        }
        if (known.isEmpty()) {
            throw new UnknownHostException(name);
        }
        return known;
    }

    private List<InetAddress> asked(String name, Question question) throws UnknownHostException {
        try {
            List<InetAddress> addresses = question.ask();
            remember(name, addresses, memory().positiveNanos);
            return addresses;
        } catch (UnknownHostException e) {
            remember(name, List.of(), memory().negativeNanos);
            throw e;
        }
    }

    private Memory memory() {
        lock.lock();
        try {
            Memory known = memory;
            if (known == null) {
                known = jdksReplaced ? AT_START : Memory.configured();
                memory = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable List<InetAddress> remembered(String name) {
        lock.lock();
        try {
            Answer answer = answers.get(name);
            return answer == null || answer.untilNanos <= clock.nowNanos()
                    ? null
                    : answer.addresses;
        } finally {
            lock.unlock();
        }
    }

    private void remember(String name, List<InetAddress> addresses, long nanos) {
        long now = clock.nowNanos();
        lock.lock();
        try {
            answers.values().removeIf(answer -> answer.untilNanos <= now);
            answers.put(name, new Answer(addresses, Deadline.after(now, nanos)));
        } finally {
            lock.unlock();
        }
    }
}
