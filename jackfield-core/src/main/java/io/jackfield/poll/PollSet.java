package io.jackfield.poll;

import io.jackfield.file.OpenFile;
import io.jackfield.file.Sleeper;
import io.jackfield.file.WaitEntry;
import io.jackfield.file.WakeList;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The files that one call of poll or select looks at, each with the events it asks for. The call
 * holds a reference to each until {@link #close}.
 */
public final class PollSet {
    private final WakeList wakes;
    private final List<Entry> entries = new ArrayList<>();
    private @Nullable Sleeper sleeper;
    private boolean isQueued;

    public PollSet(WakeList wakes) {
        this.wakes = wakes;
    }

    /** Adds a file; events that are asked for by nobody do not wake. */
    public void add(OpenFile file, int events) {
        file.retain();
        entries.add(new Entry(file, events));
    }

    public int size() {
        return entries.size();
    }

    /** What the n-th file added is ready for, of the events asked for. */
    public int readiness(int n) {
        Entry entry = entries.get(n);
        return entry.file.readiness() & entry.events;
    }

    /** From now on an event at any of the files ends this sleep. */
    public void wakes(Sleeper next) {
        sleeper = next;
        if (!isQueued) {
            isQueued = true;
            for (Entry entry : entries) {
                entry.file.waiters().add(entry);
            }
        }
    }

    /** Leaves all queues, then hands every file back, whose reference goes with it. */
    public void close(Consumer<OpenFile> letGo) {
        for (Entry entry : entries) {
            entry.leaveQueue();
        }
        for (Entry entry : entries) {
            letGo.accept(entry.file);
        }
        entries.clear();
    }

    private final class Entry extends WaitEntry {
        private final OpenFile file;
        private final int events;

        Entry(OpenFile file, int events) {
            super(false);
            this.file = file;
            this.events = events;
        }

        @Override
        protected boolean wake(int readiness) {
            if ((readiness & events) == 0 || sleeper == null || !sleeper.end(Sleeper.Cause.EVENT)) {
                return false;
            }
            wakes.add(sleeper);
            return true;
        }
    }
}
