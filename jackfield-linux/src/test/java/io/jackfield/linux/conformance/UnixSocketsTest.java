package io.jackfield.linux.conformance;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** AF_UNIX, each program the same on both kernels: {@link Transcripts} docs/reference/unix.md. */
@Timeout(60)
class UnixSocketsTest {
    private static final String HEAD =
            """
            # AF_UNIX

            What sockets of AF_UNIX do, call by call: the same programs on both kernels by
            [UnixSocketsTest](../../jackfield-linux/src/test/java/io/jackfield/linux/conformance/UnixSocketsTest.java). What stands here is what Linux said when this
            was written; a build fails where either says anything else. Received is shown as the number of octets and the octets; a state as readiness,
            SIOCINQ and SIOCATMARK.
            """;

    private static final Transcripts TRANSCRIPTS =
            new Transcripts("unix.md", HEAD, rows().toList());

    static Stream<Row> rows() {
        return Stream.of(
                        UnixNameRows.all(),
                        UnixStreamRows.all(),
                        UnixDatagramRows.all(),
                        UnixPassingRows.all())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void linux(Row row) throws Exception {
        TRANSCRIPTS.requireOfLinux(row);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void jackfield(Row row) throws Exception {
        TRANSCRIPTS.requireOfJackfield(row);
    }

    @AfterAll
    static void write() throws IOException {
        TRANSCRIPTS.write();
    }
}
