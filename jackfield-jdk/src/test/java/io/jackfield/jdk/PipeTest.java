package io.jackfield.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.jdk.Threads.Task;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** Pipe on a host. */
class PipeTest {
    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    private Pipe pipe() throws Exception {
        return machines.client().call(Pipe::open);
    }

    private static void close(Pipe pipe) throws IOException {
        pipe.source().close();
        pipe.sink().close();
    }

    @ParameterizedTest
    @EnumSource
    void carriesOctetsAndThenTheEnd(Threads threads) throws Exception {
        Pipe pipe = pipe();
        Task<Integer> reader =
                threads.start(
                        machines.client(),
                        () -> {
                            ByteBuffer room = ByteBuffer.allocate(1 << 20);
                            int calls = 0;
                            while (pipe.source().read(room) >= 0) {
                                calls++;
                            }
                            assertThat(calls).isPositive();
                            return room.position();
                        });
        ByteBuffer data = ByteBuffer.allocate(500_000); // more than a pipe holds
        while (data.hasRemaining()) {
            pipe.sink().write(data);
        }
        pipe.sink().close();
        assertThat(reader.get()).isEqualTo(500_000);
        close(pipe);
    }

    @Test
    void whoWritesWithoutAReaderLearnsIt() throws Exception {
        Pipe pipe = pipe();
        pipe.source().close();
        assertThatThrownBy(() -> pipe.sink().write(ByteBuffer.allocate(1)))
                .isInstanceOf(IOException.class)
                .hasMessage("Broken pipe");
        close(pipe);
    }

    @ParameterizedTest
    @EnumSource
    void closingEndsABlockedRead(Threads threads) throws Exception {
        Pipe pipe = pipe();
        Task<Integer> reader =
                threads.start(machines.client(), () -> pipe.source().read(ByteBuffer.allocate(1)));
        machines.asleep(reader.thread());
        pipe.source().close();
        assertThat(reader.failure()).isInstanceOf(AsynchronousCloseException.class);
        close(pipe);
    }

    @Test
    void aSelectorWatchesBothEnds() throws Exception {
        Pipe pipe = pipe();
        try (Selector selector = machines.client().call(Selector::open)) {
            pipe.source().configureBlocking(false);
            pipe.sink().configureBlocking(false);
            SelectionKey reading = pipe.source().register(selector, SelectionKey.OP_READ);
            SelectionKey writing = pipe.sink().register(selector, SelectionKey.OP_WRITE);
            assertThat(selector.selectNow()).isEqualTo(1);
            assertThat(selector.selectedKeys()).containsExactly(writing);
            while (pipe.sink().write(ByteBuffer.allocate(4096)) > 0) {
                assertThat(pipe.sink().isOpen()).isTrue();
            }
            selector.selectedKeys().clear();
            assertThat(selector.selectNow()).isEqualTo(1);
            assertThat(selector.selectedKeys()).containsExactly(reading);
            close(pipe);
        }
    }
}
