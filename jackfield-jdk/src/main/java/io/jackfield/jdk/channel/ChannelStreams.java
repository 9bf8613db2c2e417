package io.jackfield.jdk.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.IllegalBlockingModeException;
import java.util.Objects;

/** The streams of a socket adaptor. */
final class ChannelStreams {
    private ChannelStreams() {}

    /** Reads with the adaptor's SO_TIMEOUT. */
    static final class Input extends InputStream {
        private final StreamChannel channel;
        private final AdaptorOptions options;

        Input(StreamChannel channel, AdaptorOptions options) {
            this.channel = channel;
            this.options = options;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, to.length);
            if (length == 0) {
                return 0;
            }
            requireBlocking(channel);
            ByteBuffer room = ByteBuffer.wrap(to, offset, length);
            int got = channel.read(room, options.timeoutNanos());
            if (got == 0) {
                throw new SocketTimeoutException("Read timed out");
            }
            return got;
        }

        @Override
        public int available() throws IOException {
            return channel.available();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Writes everything. */
    static final class Output extends OutputStream {
        private final StreamChannel channel;

        Output(StreamChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, from.length);
            requireBlocking(channel);
            channel.writeFully(ByteBuffer.wrap(from, offset, length));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static void requireBlocking(StreamChannel channel) {
        if (!channel.isBlocking()) {
            throw new IllegalBlockingModeException();
        }
    }
}
