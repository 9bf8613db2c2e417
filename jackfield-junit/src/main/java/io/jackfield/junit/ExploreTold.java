package io.jackfield.junit;

import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/** What an exploring JVM tells: a word, and figures and texts by name, in one line. */
final class ExploreTold {
    private final ReentrantLock lock = new ReentrantLock();
    private final PrintStream out;

    ExploreTold(PrintStream out) {
        this.out = out;
    }

    /** A word, then names and values in turn. */
    void say(String word, Object... named) {
        StringBuilder line = new StringBuilder(word);
        for (int i = 0; i < named.length; i += 2) {
            line.append(' ').append(named[i]).append('=');
            line.append(URLEncoder.encode(named[i + 1].toString(), StandardCharsets.UTF_8));
        }
        lock.lock();
        try {
            out.append(line).append('\n').flush();
        } finally {
            lock.unlock();
        }
    }
}
