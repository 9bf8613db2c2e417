package io.jackfield.linux.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/**
 * Rows of how Linux behaves, each on both kernels; {@code -Djackfield.write=true} writes what they
 * said to docs/reference/fidelity.md. Rows that wait on Linux wait at the same time; those that
 * wait long only with that switch or {@code -Djackfield.sweep=1}.
 */
@Timeout(300)
class ConformanceTest {
    private static final int SHORT_SECONDS = 4;
    private static final int LAST = 106;
    private static final boolean WRITES = Boolean.getBoolean("jackfield.write");
    private static final boolean RUNS_ALL = WRITES || Integer.getInteger("jackfield.sweep", 0) > 0;

    /** What is under way on Linux, by the row's number. */
    private static final Map<String, FutureTask<Played>> WAITING = new LinkedHashMap<>();

    /** What a row noted on Linux, and how many calls that took. */
    private record Played(List<String> notes, long calls) {}

    private static String refusal = "";
    private static long calls;
    private static int shown;

    @BeforeAll
    static void look() {
        refusal = Place.refusal();
        rows().filter(row -> refusal.isEmpty() && row.seconds() > 0 && isToRun(row))
                .forEach(
                        row -> {
                            FutureTask<Played> task = new FutureTask<>(() -> onLinux(row));
                            WAITING.put(row.number(), task);
                            Thread thread = new Thread(task, "row " + row.number());
                            thread.setDaemon(true);
                            thread.start();
                        });
    }

    private static Played onLinux(Row row) throws InterruptedException {
        long[] made = new long[1];
        List<String> notes = Place.LINUX.play(row, made);
        return new Played(notes, made[0]);
    }

    private static boolean isToRun(Row row) {
        return RUNS_ALL || row.seconds() <= SHORT_SECONDS;
    }

    static Stream<Row> rows() {
        return Stream.of(
                        ListenRows.all(),
                        BacklogRows.all(),
                        ShareRows.all(),
                        HerdRows.all(),
                        CookieRows.all(),
                        HandoverRows.all(),
                        BindRows.all(),
                        DemuxRows.all(),
                        PortRows.all(),
                        ConnectRows.all(),
                        SynRows.all(),
                        IcmpRows.all(),
                        CloseRows.all(),
                        LingerRows.all(),
                        TimeWaitRows.all(),
                        DatagramRows.all(),
                        UnixRows.all())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void jackfield(Row row) throws Exception {
        assertThat(Place.JACKFIELD.play(row, new long[1])).isEqualTo(row.ours());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void linux(Row row) throws Exception {
        assumeTrue(refusal.isEmpty(), refusal);
        assumeTrue(isToRun(row), "it takes " + row.seconds() + " s: -Djackfield.sweep=1");
        FutureTask<Played> task = WAITING.get(row.number());
        Played played = task == null ? onLinux(row) : task.get();
        assertThat(played.notes()).isEqualTo(row.truth());
        assertThat(played.calls()).isPositive();
        calls += played.calls();
        shown++;
    }

    @Test
    void numbersAreGivenOnce() {
        assertThat(rows().map(Row::number).toList()).doesNotHaveDuplicates();
    }

    @Test
    void noRowIsLeftOut() {
        for (int number = 1; number <= LAST; number++) {
            String digits = String.valueOf(number);
            assertThat(rows().map(Row::number)).as("row " + digits).contains(digits);
        }
    }

    @Test
    void theDocumentHasTheseRows() throws IOException {
        if (!WRITES) {
            assertThat(Files.readString(FidelityDocument.FILE))
                    .as("%s; -Djackfield.write=true writes it", FidelityDocument.FILE)
                    .endsWith(FidelityDocument.table(rows().toList()));
        }
    }

    @AfterAll
    static void write() throws IOException {
        if (WRITES && refusal.isEmpty()) {
            String text = FidelityDocument.of(rows().toList(), shown, calls);
            Files.writeString(FidelityDocument.FILE, text);
        }
    }
}
