package io.jackfield.linux.differential;

import io.jackfield.linux.differential.Step.Sleep;
import io.jackfield.posix.FileControl;

import java.util.List;

/** The calls that copy and close descriptors, make other files than sockets, and processes. */
final class FileSteps {
    private FileSteps() {}

    static Step close(int process, Fd fd, boolean maySleep) {
        return new Step(
                "close",
                process,
                "%s.close(%s)".formatted(Java.os(process), fd),
                maySleep ? Sleep.TRANSFER : Sleep.NEVER,
                List.of(fd),
                (run, os) -> {
                    int number = run.fd(fd);
                    return Names.of(run.closed(process, number, os.close(number)));
                });
    }

    static Step dup(int process, int variable, Fd fd) {
        return new Step(
                "dup",
                process,
                "fd[%d] = %s.dup(%s)".formatted(variable, Java.os(process), fd),
                (run, os) -> {
                    int number = run.fd(fd);
                    return Names.of(run.copied(process, number, variable, os.dup(number)));
                });
    }

    static Step dup2(int process, int variable, Fd fd, Fd to) {
        return new Step(
                "dup2",
                process,
                "fd[%d] = %s.dup2(%s, %s)".formatted(variable, Java.os(process), fd, to),
                (run, os) -> {
                    int number = run.fd(fd);
                    int got = os.dup2(number, run.fd(to));
                    return Names.of(run.copied(process, number, variable, got));
                });
    }

    static Step dup3(int process, int variable, Fd fd, Fd to, int flags) {
        return new Step(
                "dup3",
                process,
                "fd[%d] = %s.dup3(%s, %s, %s)"
                        .formatted(variable, Java.os(process), fd, to, Java.hex(flags)),
                (run, os) -> {
                    int number = run.fd(fd);
                    int got = os.dup3(number, run.fd(to), flags);
                    return Names.of(run.copied(process, number, variable, got));
                });
    }

    /** F_GETFL, F_SETFL, F_GETFD, F_SETFD or nonsense. */
    static Step fcntl(int process, Fd fd, int command, int argument) {
        return new Step(
                "fcntl",
                process,
                "%s.fcntl(%s, %d, %s)".formatted(Java.os(process), fd, command, Java.hex(argument)),
                (run, os) -> Names.of(os.fcntl(run.fd(fd), command, argument)));
    }

    /** F_DUPFD and F_DUPFD_CLOEXEC. */
    static Step fcntlDup(int process, int variable, Fd fd, boolean cloexec, int least) {
        int command = cloexec ? FileControl.F_DUPFD_CLOEXEC : FileControl.F_DUPFD;
        return new Step(
                "fcntl",
                process,
                "fd[%d] = %s.fcntl(%s, %d, %d)"
                        .formatted(variable, Java.os(process), fd, command, least),
                (run, os) -> {
                    int number = run.fd(fd);
                    int got = os.fcntl(number, command, least);
                    return Names.of(run.copied(process, number, variable, got));
                });
    }

    static Step pipe(int process, int reading, int writing, int flags) {
        return new Step(
                "pipe2",
                process,
                "ends = new int[2]; %s.pipe2(ends, %s); fd[%d] = ends[0]; fd[%d] = ends[1]"
                        .formatted(Java.os(process), Java.hex(flags), reading, writing),
                (run, os) -> {
                    int[] ends = {-1, -1};
                    int got = os.pipe2(ends, flags);
                    run.opened(process, reading, ends[0]);
                    run.opened(process, writing, ends[1]);
                    return Names.of(got) + (got < 0 ? "" : " " + ends[0] + " " + ends[1]);
                });
    }

    static Step eventfd(int process, int variable, int initial, int flags) {
        return new Step(
                "eventfd2",
                process,
                "fd[%d] = %s.eventfd(%d, %s)"
                        .formatted(variable, Java.os(process), initial, Java.hex(flags)),
                (run, os) -> Names.of(run.opened(process, variable, os.eventfd(initial, flags))));
    }

    static Step fork(int process, int child) {
        return new Step(
                "fork",
                process,
                "Syscalls %s = script.fork(%s)".formatted(Java.os(child), Java.os(process)),
                (run, os) -> run.fork(process, os));
    }

    static Step exit(int process, int status) {
        return new Step(
                "exit",
                process,
                "script.exit(%s, %d)".formatted(Java.os(process), status),
                (run, os) -> run.exit(process, os, status));
    }

    static Step waitpid(int process, int options, boolean maySleep) {
        return new Step(
                "waitpid",
                process,
                "%s.waitpid(-1, new int[1], %d)".formatted(Java.os(process), options),
                maySleep ? Sleep.TRANSFER : Sleep.NEVER,
                List.of(),
                (run, os) -> {
                    int[] status = {-1};
                    int got = os.waitpid(-1, status, options);
                    return run.names().pid(got) + (got > 0 ? " with " + status[0] : "");
                });
    }

    static Step interrupt() {
        return new Step("interrupt", 0, "script.interrupt()", (run, _) -> run.interrupt());
    }

    static Step euid(int process, int uid) {
        return new Step(
                "seteuid",
                process,
                "%s.seteuid(%d)".formatted(Java.os(process), uid),
                (_, os) -> Names.of(os.seteuid(uid)) + " " + os.geteuid());
    }
}
