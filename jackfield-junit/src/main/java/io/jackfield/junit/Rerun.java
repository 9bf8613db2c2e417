package io.jackfield.junit;

import io.jackfield.net.Capture;
import io.jackfield.net.Misfortune;
import io.jackfield.net.World;
import io.jackfield.net.picture.Sequence;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The same test once more with the same seed, as JUnit runs it, with chosen misfortunes only: to
 * find those that it takes, and to look at what a first run did not record.
 */
final class Rerun {
    /** Names the rerun that an invocation is. */
    static final String KEY = "jackfield.rerun";

    private static final Map<String, Rerun> UNDER_WAY = new ConcurrentHashMap<>();
    private static final AtomicLong KEYS = new AtomicLong();

    private final @Nullable Set<String> only;
    private @Nullable Capture capture;
    private List<Misfortune> misfortunes = List.of();
    private byte[] packets = {};
    private List<String> lines = List.of();
    private @Nullable Sequence recorded;
    private String picture = "";
    private List<String> sequence = List.of();
    private @Nullable Throwable thrown;

    private Rerun(@Nullable Set<String> only) {
        this.only = only;
    }

    /** Runs it; with all misfortunes if none are chosen. */
    static Rerun of(TestName test, long seed, @Nullable Set<String> only) {
        Rerun rerun = new Rerun(only);
        String key = Long.toString(KEYS.incrementAndGet());
        UNDER_WAY.put(key, rerun);
        try {
            Quietly.run(test, Map.of(SimTestExtension.SEED, Long.toString(seed), KEY, key));
        } finally {
            UNDER_WAY.remove(key);
        }
        return rerun;
    }

    /** The rerun of that key. */
    static Rerun underWay(String key) {
        Rerun rerun = UNDER_WAY.get(key);
        if (rerun == null) {
            throw new IllegalStateException(KEY + " is not for users");
        }
        return rerun;
    }

    /** Before the test's code. */
    void prepare(World world) {
        world.noteMisfortunes();
        if (only == null) {
            capture = world.capture();
            recorded = Sequence.of(world);
        } else {
            world.only(only);
        }
    }

    /** After it, at the moment of the failure if there was one. */
    void note(World world, @Nullable Throwable failure) {
        thrown = failure;
        misfortunes = world.misfortunes();
        if (capture != null) {
            packets = capture.octets();
            lines = capture.lines();
        }
        if (recorded != null) {
            picture = recorded.svg();
            sequence = recorded.text().lines().toList();
            recorded = null;
        }
    }

    /** What befell the network. */
    List<Misfortune> misfortunes() {
        return misfortunes;
    }

    /** Its packets as a capture file; empty of a rerun with chosen misfortunes. */
    byte[] packets() {
        return packets;
    }

    /** The packets as lines of text. */
    List<String> lines() {
        return lines;
    }

    /** The sequence diagram as SVG. */
    String picture() {
        return picture;
    }

    /** The sequence diagram as lines of text. */
    List<String> sequence() {
        return sequence;
    }

    /** What failed; null if nothing did. */
    @Nullable Throwable thrown() {
        return thrown;
    }
}
