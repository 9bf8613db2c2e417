package io.jackfield.agent.time;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Processes that do nothing but take the processors, as long as this one lives at most. */
final class Rivals implements AutoCloseable {
    private static final String BUSY =
            "while kill -0 $0 2>/dev/null; do i=0;"
                    + " while [ $i -lt 100000 ]; do i=$((i+1)); done; done";

    private final List<Process> all = new ArrayList<>();

    Rivals(int count) {
        String me = Long.toString(ProcessHandle.current().pid());
        try {
            for (int i = 0; i < count; i++) {
                all.add(new ProcessBuilder("sh", "-c", BUSY, me).start());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    int count() {
        return all.size();
    }

    @Override
    public void close() {
        all.forEach(Process::destroyForcibly);
    }
}
