package io.jackfield.cli.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/** What was found, by signature: failures with the same one are one. */
final class Findings {
    private static final int MOST_EXPLAINED = 100;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Finding> bySignature = new LinkedHashMap<>();
    private final TreeSet<String> explained = new TreeSet<>();
    private final Path folder;
    private int seeds;

    Findings(Path folder) {
        this.folder = folder;
    }

    /** Notes it; whether it is the first of its signature. */
    boolean add(Found found) {
        lock.lock();
        try {
            seeds++;
            Finding known = bySignature.get(key(found));
            if (known != null) {
                known.add(found);
                return false;
            }
            bySignature.put(key(found), new Finding(found));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Hangs and crashes have said what there is to say. */
    boolean mayBeExplained(Found found) {
        lock.lock();
        try {
            return isToBeExplained(found);
        } finally {
            lock.unlock();
        }
    }

    private boolean isToBeExplained(Found found) {
        return found.kind().equals(Found.FAILURE)
                && explained.size() < MOST_EXPLAINED
                && !explained.contains(seed(found));
    }

    /** The files of what is not kept are deleted. */
    void add(Explained found) {
        lock.lock();
        try {
            explained.add(seed(found.found()));
            Finding finding = bySignature.get(key(found.found()));
            Explained gone = finding == null ? found : finding.keep(found);
            for (String file : gone == null ? List.<String>of() : gone.files()) {
                Files.deleteIfExists(folder.resolve(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /** Those that may be shorter than what is kept of them and were not explained. */
    List<Found> shorter() {
        lock.lock();
        try {
            List<Found> found = new ArrayList<>();
            for (Finding each : bySignature.values()) {
                if (isToBeExplained(each.shortest())) {
                    found.add(each.shortest());
                }
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    List<Finding> all() {
        lock.lock();
        try {
            return List.copyOf(bySignature.values());
        } finally {
            lock.unlock();
        }
    }

    /** How many seeds were not well. */
    int seeds() {
        lock.lock();
        try {
            return seeds;
        } finally {
            lock.unlock();
        }
    }

    private static String key(Found found) {
        return found.test() + " " + found.signature();
    }

    private static String seed(Found found) {
        return found.test() + " " + found.seed();
    }
}
