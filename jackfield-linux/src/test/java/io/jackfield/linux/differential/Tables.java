package io.jackfield.linux.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * Which descriptors of which process are the same open file: a number for each, by what the calls
 * that succeeded have opened, copied and closed.
 */
final class Tables {
    private static final int ROOM = 128;
    private static final int UNKNOWN = -1;

    private final List<int[]> tables = new ArrayList<>();
    private int files;

    Tables() {
        tables.add(empty());
    }

    private static int[] empty() {
        int[] table = new int[ROOM];
        java.util.Arrays.fill(table, UNKNOWN);
        return table;
    }

    int file(int process, int fd) {
        return fd < 0 || fd >= ROOM ? UNKNOWN : tables.get(process)[fd];
    }

    void opened(int process, int fd) {
        set(process, fd, files++);
    }

    void copied(int process, int from, int to) {
        set(process, to, file(process, from));
    }

    void closed(int process, int fd) {
        set(process, fd, UNKNOWN);
    }

    void forked(int process) {
        tables.add(tables.get(process).clone());
    }

    private void set(int process, int fd, int file) {
        if (fd >= 0 && fd < ROOM) {
            tables.get(process)[fd] = file;
        }
    }
}
