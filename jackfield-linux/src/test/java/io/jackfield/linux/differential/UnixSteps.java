package io.jackfield.linux.differential;

import io.jackfield.linux.differential.Step.Sleep;
import io.jackfield.posix.ControlMessages;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Values;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.List;

/** What only sockets of AF_UNIX can: to be made in pairs, and to pass descriptors. */
final class UnixSteps {
    private static final int SCM_RIGHTS = 1;

    private UnixSteps() {}

    static Step socketpair(int process, int[] variables, int family, int type) {
        return new Step(
                "socketpair",
                process,
                "ends = new int[2]; %s.socketpair(%d, %s, 0, ends); fd[%d] = ends[0]; fd[%d] = ends[1]"
                        .formatted(
                                Java.os(process),
                                family,
                                Java.hex(type),
                                variables[0],
                                variables[1]),
                (run, os) -> {
                    int[] ends = {-1, -1};
                    int got = os.socketpair(family, type, 0, ends);
                    run.opened(process, variables[0], got < 0 ? got : ends[0]);
                    run.opened(process, variables[1], got < 0 ? got : ends[1]);
                    return Names.of(got) + (got < 0 ? "" : " " + ends[0] + " " + ends[1]);
                });
    }

    /** Sends an octet and with it a descriptor, or the same one twice. */
    static Step pass(int process, Fd over, Fd what, boolean twice) {
        return new Step(
                "sendmsg",
                process,
                "%s.sendmsg(%s, script.passing(%s, %b), 0x4000)"
                        .formatted(Java.os(process), over, what, twice),
                (run, os) ->
                        Names.of(
                                os.sendmsg(
                                        run.fd(over),
                                        passing(run.fd(what), twice),
                                        MessageFlags.MSG_NOSIGNAL | MessageFlags.MSG_DONTWAIT)));
    }

    static Message passing(int fd, boolean twice) {
        ByteBuffer fds = Values.room(twice ? 2 * Integer.BYTES : Integer.BYTES);
        fds.putInt(fd);
        if (twice) {
            fds.putInt(fd);
        }
        Message message = new Message(ByteBuffer.wrap(new byte[] {1}));
        message.control = ControlMessages.of(Option.SOL_SOCKET, SCM_RIGHTS, fds.flip());
        return message;
    }

    /** Receives what may carry descriptors, the first of which the variable takes. */
    static Step take(int process, Fd over, int variable, int room, Sleep sleep) {
        return new Step(
                "recvmsg",
                process,
                "script.take(%s, fd, %d, %s, %d)".formatted(Java.os(process), variable, over, room),
                sleep,
                List.of(over),
                (run, os) -> {
                    Message message = taking(room);
                    int got = os.recvmsg(run.fd(over), message, 0);
                    int[] fds = taken(message.control);
                    if (fds.length > 0) {
                        run.opened(process, variable, fds[0]);
                    }
                    return Names.of(got)
                            + (got < 0
                                    ? ""
                                    : " flags "
                                            + Java.hex(message.flags)
                                            + " "
                                            + java.util.Arrays.toString(fds));
                });
    }

    static Message taking(int room) {
        Message message = new Message(ByteBuffer.allocate(100));
        message.from = new SocketAddressBuffer();
        message.control = Values.room(room);
        return message;
    }

    /** The descriptors that came along. */
    static int[] taken(@Nullable ByteBuffer control) {
        if (control == null) {
            return new int[0];
        }
        ControlMessages each = ControlMessages.in(control.duplicate().flip());
        while (each.next() > 0) {
            if (each.level() == Option.SOL_SOCKET && each.type() == SCM_RIGHTS) {
                ByteBuffer data = each.data();
                int[] fds = new int[data.remaining() / Integer.BYTES];
                for (int i = 0; i < fds.length; i++) {
                    fds[i] = data.getInt();
                }
                return fds;
            }
        }
        return new int[0];
    }
}
