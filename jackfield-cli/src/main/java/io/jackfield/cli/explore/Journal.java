package io.jackfield.cli.explore;

import io.jackfield.cli.Json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The JSON lines of an exploration. A range of seeds is done when its line is there; what was found
 * in it comes before.
 */
final class Journal implements AutoCloseable {
    static final String NAME = "explore.jsonl";

    private static final int SCHEMA = 1;
    private static final String DONE = "done";
    private static final String EXPLAINED = "explained";

    private final ReentrantLock lock = new ReentrantLock();
    private final Writer file;

    private Journal(Writer file) {
        this.file = file;
    }

    /** Begins it, or goes on at its end. */
    static Journal open(Path file) throws IOException {
        return new Journal(
                Files.newBufferedWriter(
                        file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    void done(String test, SeedRange seeds) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kind", DONE);
        members.put("test", test);
        members.put("from", seeds.from());
        members.put("to", seeds.to());
        write(members);
    }

    void write(Map<String, ?> members) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("schema", SCHEMA);
        all.put("kind", String.valueOf(members.get("kind")));
        all.putAll(members);
        lock.lock();
        try {
            file.append(Json.line(all)).append('\n').flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** What was written before. */
    record Before(Map<String, List<SeedRange>> done, List<Found> found, List<Explained> explained) {
        List<SeedRange> done(String test) {
            return done.getOrDefault(test, List.of());
        }

        private boolean isDone(Found each) {
            return done(each.test()).stream().anyMatch(range -> range.contains(each.seed()));
        }
    }

    /** Reads it; a last line that was cut off, as the machine stopped, is passed over. */
    static Before read(Path file) throws IOException {
        Before before = new Before(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                if (line.endsWith("}")) {
                    add(before, Json.parse(line));
                }
            }
        }
        before.found().removeIf(each -> !before.isDone(each));
        before.explained().removeIf(each -> !before.isDone(each.found()));
        return before;
    }

    private static void add(Before before, Map<String, Object> members) {
        String kind = String.valueOf(members.get("kind"));
        switch (kind) {
            case DONE ->
                    before.done()
                            .computeIfAbsent(
                                    String.valueOf(members.get("test")), _ -> new ArrayList<>())
                            .add(SeedRange.of(members.get("from"), members.get("to")));
            case Found.FAILURE, Found.HANG, Found.CRASH ->
                    before.found().add(Found.of(kind, members));
            case EXPLAINED -> before.explained().add(Explained.of(members));
            default -> {} // a kind of a later version
        }
    }
}
