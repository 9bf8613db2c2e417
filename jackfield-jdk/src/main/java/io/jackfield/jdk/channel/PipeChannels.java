package io.jackfield.jdk.channel;

import java.nio.channels.Pipe;
import java.nio.channels.spi.SelectorProvider;

/** A {@link Pipe} on pipe2(2) of a process. */
final class PipeChannels extends Pipe {
    private final PipeSource source;
    private final PipeSink sink;

    PipeChannels(SelectorProvider provider, Descriptor reading, Descriptor writing) {
        source = new PipeSource(provider, reading);
        sink = new PipeSink(provider, writing);
    }

    @Override
    public SourceChannel source() {
        return source;
    }

    @Override
    public SinkChannel sink() {
        return sink;
    }
}
