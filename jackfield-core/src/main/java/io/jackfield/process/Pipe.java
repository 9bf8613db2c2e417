package io.jackfield.process;

import io.jackfield.file.OpenFile;
import io.jackfield.posix.Errno;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.Readiness;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A pipe (pipe(7)): a ring of octets with a reading and a writing end. */
final class Pipe {
    /** As much as it holds. */
    static final int CAPACITY = 65_536;

    /** A write of up to this much is not mixed with others (PIPE_BUF). */
    static final int ATOMIC = 4096;

    private static final int READABLE = Readiness.POLLIN | Readiness.POLLRDNORM;
    private static final int WRITABLE = Readiness.POLLOUT | Readiness.POLLWRNORM;

    private byte[] ring = new byte[ATOMIC];
    private int first;
    private int count;
    private boolean hasReader = true;
    private boolean hasWriter = true;

    final OpenFile reader = new ReadingEnd();
    final OpenFile writer = new WritingEnd();

    static boolean isWritingEnd(OpenFile file) {
        return file instanceof WritingEnd;
    }

    private int take(ByteBuffer to) {
        int taken = Math.min(count, to.remaining());
        int head = Math.min(taken, ring.length - first);
        to.put(ring, first, head).put(ring, 0, taken - head);
        count -= taken;
        first = count == 0 ? 0 : (first + taken) % ring.length;
        return taken;
    }

    private int put(ByteBuffer from) {
        int wanted = from.remaining();
        int room = CAPACITY - count;
        if (room == 0 || (wanted <= ATOMIC && room < wanted)) {
            return Errno.EAGAIN.result();
        }
        int put = Math.min(wanted, room);
        makeRoom(count + put);
        int at = (first + count) % ring.length;
        int head = Math.min(put, ring.length - at);
        from.get(ring, at, head).get(ring, 0, put - head);
        count += put;
        return put;
    }

    private void makeRoom(int needed) {
        if (needed <= ring.length) {
            return;
        }
        int length = Math.min(CAPACITY, Math.max(needed, ring.length * 4));
        byte[] wider = Arrays.copyOfRange(ring, first, first + length);
        int head = Math.min(count, ring.length - first);
        System.arraycopy(ring, 0, wider, head, count - head);
        ring = wider;
        first = 0;
    }

    private final class ReadingEnd extends OpenFile {
        @Override
        public int read(ByteBuffer to, long nowNanos) {
            if (!to.hasRemaining()) {
                return 0;
            }
            if (count == 0) {
                return hasWriter ? Errno.EAGAIN.result() : 0;
            }
            int taken = take(to);
            ((WritingEnd) writer).drained();
            return taken;
        }

        @Override
        public int write(ByteBuffer from, long nowNanos) {
            return Errno.EBADF.result();
        }

        @Override
        public int ioctl(int request, int[] argument) {
            return queued(request, argument);
        }

        @Override
        public int readiness() {
            return (count > 0 ? READABLE : 0) | (hasWriter ? 0 : Readiness.POLLHUP);
        }

        void filled() {
            wake(READABLE);
        }

        void hungUp() {
            wake(READABLE | Readiness.POLLHUP);
        }

        @Override
        protected void released(long nowNanos) {
            hasReader = false;
            ((WritingEnd) writer).broken();
        }
    }

    private final class WritingEnd extends OpenFile {
        @Override
        public int read(ByteBuffer to, long nowNanos) {
            return Errno.EBADF.result();
        }

        @Override
        public int write(ByteBuffer from, long nowNanos) {
            if (!from.hasRemaining()) {
                return 0;
            }
            if (!hasReader) {
                return Errno.EPIPE.result();
            }
            int put = put(from);
            if (put > 0) {
                ((ReadingEnd) reader).filled();
            }
            return put;
        }

        @Override
        public boolean isByteStream() {
            return true;
        }

        @Override
        public int ioctl(int request, int[] argument) {
            return queued(request, argument);
        }

        @Override
        public int readiness() {
            return (CAPACITY - count >= ATOMIC ? WRITABLE : 0)
                    | (hasReader ? 0 : Readiness.POLLERR);
        }

        void drained() {
            if (CAPACITY - count >= ATOMIC) {
                wake(WRITABLE);
            }
        }

        void broken() {
            wake(WRITABLE | Readiness.POLLERR);
        }

        @Override
        protected void released(long nowNanos) {
            hasWriter = false;
            ((ReadingEnd) reader).hungUp();
        }
    }

    private int queued(int request, int[] argument) {
        if (request != FileControl.FIONREAD) {
            return Errno.ENOTTY.result();
        }
        argument[0] = count;
        return 0;
    }
}
