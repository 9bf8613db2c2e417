package io.jackfield.process;

import io.jackfield.file.OpenFile;
import io.jackfield.posix.ControlMessages;
import io.jackfield.posix.Credentials;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.Values;
import io.jackfield.unix.Ancillary;
import io.jackfield.unix.Delivery;
import io.jackfield.unix.Rights;
import io.jackfield.unix.UnixEndpoint;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** SCM_RIGHTS and SCM_CREDENTIALS: between descriptors and files, claims and processes. */
final class UnixControl {
    private final Process process;

    /* What read has found, until it is taken. */
    private @Nullable Credentials stated;
    private @Nullable List<OpenFile> files;

    UnixControl(Process process) {
        this.process = process;
    }

    /** Reads what sendmsg(2) was given: 0 or -errno. */
    int read(ByteBuffer control) {
        ControlMessages messages = ControlMessages.in(control);
        int result = messages.next();
        while (result > 0) {
            if (messages.level() == Option.SOL_SOCKET) {
                result = read(messages.type(), messages.data());
            }
            result = result < 0 ? result : messages.next();
        }
        if (result < 0) {
            process.kernel().unix().giveUp(take().rights());
        }
        return result;
    }

    private int read(int type, ByteBuffer data) {
        return switch (type) {
            case Option.SCM_RIGHTS -> readRights(data);
            case Option.SCM_CREDENTIALS -> readCredentials(data);
            default -> Errno.EINVAL.result();
        };
    }

    private int readRights(ByteBuffer descriptors) {
        int count = descriptors.remaining() / Integer.BYTES;
        List<OpenFile> into = files;
        if (into == null) {
            into = new ArrayList<>(count);
        }
        if (count + into.size() > Rights.MOST_FILES) {
            return Errno.EINVAL.result();
        }
        files = count > 0 ? into : files;
        for (int i = 0; i < count; i++) {
            OpenFile file = process.table().get(descriptors.getInt());
            if (file == null) {
                return Errno.EBADF.result();
            }
            file.retain();
            into.add(file);
        }
        return 1;
    }

    /** Nobody but root may say that he is somebody else. */
    private int readCredentials(ByteBuffer data) {
        if (data.remaining() != Credentials.OCTETS) {
            return Errno.EINVAL.result();
        }
        Credentials claimed = Credentials.of(data);
        Credentials own = process.credentials();
        boolean isTrue =
                claimed.pid() == own.pid()
                        && claimed.uid() == own.uid()
                        && claimed.gid() == own.gid();
        if (!isTrue && !process.isPrivileged()) {
            return Errno.EPERM.result();
        }
        if (claimed.pid() != own.pid() && !process.kernel().processes().has(claimed.pid())) {
            return Errno.ESRCH.result();
        }
        if (claimed.uid() == -1 || claimed.gid() == -1) {
            return Errno.EINVAL.result();
        }
        stated = claimed;
        return 1;
    }

    /** What goes along with what is sent now. */
    Ancillary take() {
        Credentials own = process.credentials();
        Rights rights = files == null ? null : new Rights(files, own.uid());
        int limit = process.isPrivileged() ? -1 : process.table().limit();
        Ancillary taken = new Ancillary(own, limit, stated, rights);
        stated = null;
        files = null;
        return taken;
    }

    /** Fills in what recvmsg(2) answers beside octets. */
    void deliver(UnixEndpoint at, Delivery delivery, Message message, int flags) {
        boolean isUrgent = (delivery.flags() & MessageFlags.MSG_OOB) != 0;
        boolean isEnd = !delivery.hasSender() && at.type() != Family.SOCK_STREAM;
        if (at.passesCredentials() && !isUrgent && !isEnd) {
            ByteBuffer octets = ByteBuffer.wrap(delivery.shownCredentials().octets());
            message.flags |= put(message.control, Option.SCM_CREDENTIALS, octets);
        }
        Rights rights = delivery.takeRights();
        if (rights != null) {
            message.flags |= install(rights, message.control, flags);
        }
    }

    private static int put(@Nullable ByteBuffer room, int type, ByteBuffer data) {
        return ControlMessages.deliver(room, Option.SOL_SOCKET, type, data);
    }

    /** As many descriptors as there is room for, padding included (LINUX.md 105). */
    private int install(Rights rights, @Nullable ByteBuffer room, int flags) {
        List<OpenFile> passed = rights.files();
        int octets = room == null ? 0 : room.remaining() - ControlMessages.HEADER;
        int most = Math.min(passed.size(), Math.max(0, octets) / Integer.BYTES);
        ByteBuffer descriptors = Values.room(most * Integer.BYTES);
        DescriptorTable table = process.table();
        boolean closesOnExec = (flags & MessageFlags.MSG_CMSG_CLOEXEC) != 0;
        int installed = 0;
        for (int fd = 0; installed < most; installed++) {
            fd = table.reserve(0);
            if (fd < 0) {
                break;
            }
            table.install(fd, passed.get(installed), closesOnExec);
            descriptors.putInt(fd);
        }
        if (installed > 0) {
            put(room, Option.SCM_RIGHTS, descriptors.flip());
        }
        if (installed == passed.size()) {
            return 0;
        }
        List<OpenFile> rest = passed.subList(installed, passed.size());
        process.kernel().unix().giveUp(new Rights(rest, rights.uid()));
        return MessageFlags.MSG_CTRUNC;
    }
}
