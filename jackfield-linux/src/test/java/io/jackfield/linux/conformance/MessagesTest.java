package io.jackfield.linux.conformance;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Messages and their control messages, each the same program on both kernels: {@link Transcripts}
 * docs/reference/messages.md.
 */
@Timeout(60)
class MessagesTest {
    private static final String HEAD =
            """
            # Messages

            What sendmsg and recvmsg, their control messages and the options that ask for them do, call by call: the same programs on both kernels by
            [MessagesTest](../../jackfield-linux/src/test/java/io/jackfield/linux/conformance/MessagesTest.java). What stands here is what Linux said when this
            was written; a build fails where either says anything else. A control message is shown as level/type and its data.
            """;

    private static final Transcripts TRANSCRIPTS =
            new Transcripts("messages.md", HEAD, rows().toList());

    static Stream<Row> rows() {
        return Stream.of(
                        AncillaryRows.all(),
                        DatagramOptionRows.all(),
                        DatagramFormRows.all(),
                        MessageVectorRows.all(),
                        RawRows.all(),
                        ErrorQueueRows.all())
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
