package io.jackfield.process;

import io.jackfield.posix.FileCalls;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** Those of a process's calls that take any descriptor, not only a socket. */
abstract class CallsOnFiles implements FileCalls {
    final Process process;
    final DescriptorCalls descriptors;
    final UnixCalls unix;
    final TransferCalls transfers;
    final MessageCalls messages;

    CallsOnFiles(Process process) {
        this.process = process;
        descriptors = new DescriptorCalls(process);
        unix = new UnixCalls(process);
        transfers = new TransferCalls(process, unix);
        messages = new MessageCalls(process, transfers);
    }

    @Override
    public int close(int fd) {
        process.enter();
        try {
            return descriptors.close(fd);
        } finally {
            process.leave();
        }
    }

    @Override
    public int read(int fd, ByteBuffer data) {
        long nowNanos = process.enter();
        try {
            return transfers.read(fd, data, nowNanos);
        } finally {
            process.leave();
        }
    }

    @Override
    public int write(int fd, ByteBuffer data) {
        long nowNanos = process.enter();
        try {
            return transfers.write(fd, data, nowNanos);
        } finally {
            process.leave();
        }
    }

    @Override
    public int readv(int fd, ByteBuffer[] data) {
        long nowNanos = process.enter();
        try {
            return messages.readv(fd, data, nowNanos);
        } finally {
            process.leave();
        }
    }

    @Override
    public int writev(int fd, ByteBuffer[] data) {
        long nowNanos = process.enter();
        try {
            return messages.writev(fd, data, nowNanos);
        } finally {
            process.leave();
        }
    }

    @Override
    public int dup(int fd) {
        process.enter();
        try {
            return descriptors.dup(fd);
        } finally {
            process.leave();
        }
    }

    @Override
    public int dup2(int fd, int to) {
        process.enter();
        try {
            return descriptors.dup2(fd, to);
        } finally {
            process.leave();
        }
    }

    @Override
    public int dup3(int fd, int to, int flags) {
        process.enter();
        try {
            return descriptors.dup3(fd, to, flags);
        } finally {
            process.leave();
        }
    }

    @Override
    public int fcntl(int fd, int command, int argument) {
        process.enter();
        try {
            return descriptors.fcntl(fd, command, argument);
        } finally {
            process.leave();
        }
    }

    @Override
    public int ioctl(int fd, int request, int[] argument) {
        process.enter();
        try {
            return descriptors.ioctl(fd, request, argument);
        } finally {
            process.leave();
        }
    }

    @Override
    public int sendfile(int out, int in, long @Nullable [] offset, long count) {
        long nowNanos = process.enter();
        try {
            return messages.sendfile(out, in, offset != null, count, nowNanos);
        } finally {
            process.leave();
        }
    }

    @Override
    public int unlink(String path) {
        process.enter();
        try {
            return process.kernel().unix().unlink(path, process.uid());
        } finally {
            process.leave();
        }
    }

    @Override
    public int chmod(String path, int mode) {
        process.enter();
        try {
            return process.kernel().unix().chmod(path, mode, process.uid());
        } finally {
            process.leave();
        }
    }

    @Override
    public int pipe2(int[] fds, int flags) {
        process.enter();
        try {
            return descriptors.pipe2(fds, flags);
        } finally {
            process.leave();
        }
    }

    @Override
    public int eventfd(int initial, int flags) {
        process.enter();
        try {
            return descriptors.eventfd(initial, flags);
        } finally {
            process.leave();
        }
    }
}
