package io.jackfield.process;

import io.jackfield.file.OpenFile;
import io.jackfield.posix.Errno;
import io.jackfield.posix.FileControl;
import io.jackfield.socket.Socket;

/** The calls on descriptors whatever they refer to, and those that make pipes and eventfds. */
final class DescriptorCalls {
    /** What F_SETFL may change. */
    private static final int CHANGEABLE = FileControl.O_NONBLOCK;

    private final Process process;
    private final DescriptorTable table;

    DescriptorCalls(Process process) {
        this.process = process;
        this.table = process.table();
    }

    int close(int fd) {
        OpenFile file = table.remove(fd);
        if (file == null) {
            return Errno.EBADF.result();
        }
        close(file);
        return 0;
    }

    /** Gives the descriptor's reference up; sleeps if the last one lingers (LINUX.md 78). */
    private void close(OpenFile file) {
        if (!process.letGo(file) || !(file instanceof Socket socket)) {
            return;
        }
        Socket.Linger linger = socket.linger();
        if (linger.queue() != null) {
            try {
                process.blocking().sleepOn(linger.queue(), ~0, linger.deadlineNanos(), "close");
            } finally {
                socket.lingered(process.kernel().nowNanos());
            }
        }
    }

    int dup(int fd) {
        return dupFrom(fd, 0, false);
    }

    private int dupFrom(int fd, int from, boolean closesOnExec) {
        OpenFile file = table.get(fd);
        if (file == null) {
            return Errno.EBADF.result();
        }
        int to = table.reserve(from);
        if (to >= 0) {
            file.retain();
            table.install(to, file, closesOnExec);
        }
        return to;
    }

    int dup2(int fd, int to) {
        if (fd == to) {
            return table.get(fd) == null ? Errno.EBADF.result() : fd;
        }
        return dup3(fd, to, 0);
    }

    int dup3(int fd, int to, int flags) {
        if ((flags & ~FileControl.O_CLOEXEC) != 0 || fd == to) {
            return Errno.EINVAL.result();
        }
        OpenFile file = table.get(fd);
        if (file == null || to < 0 || to >= table.limit()) {
            return Errno.EBADF.result();
        }
        if (table.isReserved(to)) {
            return Errno.EBUSY.result();
        }
        OpenFile before = table.remove(to);
        file.retain();
        table.use(to);
        table.install(to, file, flags != 0);
        if (before != null) {
            close(before);
        }
        return to;
    }

    int fcntl(int fd, int command, int argument) {
        OpenFile file = table.get(fd);
        if (file == null) {
            return Errno.EBADF.result();
        }
        switch (command) {
            case FileControl.F_DUPFD, FileControl.F_DUPFD_CLOEXEC -> {
                return argument < 0 || argument >= table.limit()
                        ? Errno.EINVAL.result()
                        : dupFrom(fd, argument, command == FileControl.F_DUPFD_CLOEXEC);
            }
            case FileControl.F_GETFD -> {
                return table.isCloseOnExec(fd) ? FileControl.FD_CLOEXEC : 0;
            }
            case FileControl.F_SETFD -> {
                table.closeOnExec(fd, (argument & FileControl.FD_CLOEXEC) != 0);
                return 0;
            }
            case FileControl.F_GETFL -> {
                return file.statusFlags();
            }
            case FileControl.F_SETFL -> {
                file.statusFlags((file.statusFlags() & ~CHANGEABLE) | (argument & CHANGEABLE));
                return 0;
            }
            default -> {
                return Errno.EINVAL.result();
            }
        }
    }

    int ioctl(int fd, int request, int[] argument) {
        OpenFile file = table.get(fd);
        if (file == null) {
            return Errno.EBADF.result();
        }
        if (request == FileControl.FIONBIO) {
            int flags = file.statusFlags() & ~FileControl.O_NONBLOCK;
            file.statusFlags(argument[0] != 0 ? flags | FileControl.O_NONBLOCK : flags);
            return 0;
        }
        return file.ioctl(request, argument);
    }

    int pipe2(int[] fds, int flags) {
        if ((flags & ~(FileControl.O_NONBLOCK | FileControl.O_CLOEXEC)) != 0) {
            return Errno.EINVAL.result();
        }
        int refused = process.mayOpen();
        if (refused < 0) {
            return refused;
        }
        int reading = table.reserve(0);
        int writing = reading < 0 ? reading : table.reserve(0);
        if (writing < 0) {
            if (reading >= 0) {
                table.unreserve(reading);
            }
            return writing;
        }
        Pipe pipe = new Pipe();
        install(reading, pipe.reader, FileControl.O_RDONLY, flags);
        install(writing, pipe.writer, FileControl.O_WRONLY, flags);
        fds[0] = reading;
        fds[1] = writing;
        return 0;
    }

    int eventfd(int initial, int flags) {
        int known = FileControl.EFD_SEMAPHORE | FileControl.EFD_NONBLOCK | FileControl.EFD_CLOEXEC;
        if ((flags & ~known) != 0) {
            return Errno.EINVAL.result();
        }
        boolean isSemaphore = (flags & FileControl.EFD_SEMAPHORE) != 0;
        EventFd file = new EventFd(Integer.toUnsignedLong(initial), isSemaphore);
        return open(file, FileControl.O_RDWR, flags);
    }

    /** Opens a new description under the lowest free number; the number or -errno. */
    int open(OpenFile file, int mode, int flags) {
        int refused = process.mayOpen();
        int fd = refused < 0 ? refused : table.reserve(0);
        if (fd >= 0) {
            install(fd, file, mode, flags);
        }
        return fd;
    }

    /** Lets a reserved number refer to a new description. */
    void install(int fd, OpenFile file, int mode, int flags) {
        process.opened();
        file.statusFlags(mode | (flags & FileControl.O_NONBLOCK));
        table.install(fd, file, (flags & FileControl.O_CLOEXEC) != 0);
    }
}
