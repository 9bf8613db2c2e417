package io.jackfield.linux.differential;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The errors that section 2 of the manual lists for each call, and why some cannot be had here. */
final class ManPages {
    private static final Map<String, String> LISTED = new LinkedHashMap<>();
    private static final Map<String, String> OUT_OF_REACH = new LinkedHashMap<>();

    static {
        list("accept4", "EAGAIN EBADF ECONNABORTED EFAULT EINTR EINVAL EMFILE ENFILE ENOBUFS");
        list("accept4", "ENOMEM ENOTSOCK EOPNOTSUPP EPERM EPROTO");
        list("bind", "EACCES EADDRINUSE EBADF EINVAL ENOTSOCK EADDRNOTAVAIL EAFNOSUPPORT EFAULT");
        list("close", "EBADF EINTR EIO ENOSPC EDQUOT");
        list("connect", "EACCES EPERM EADDRINUSE EADDRNOTAVAIL EAFNOSUPPORT EAGAIN EALREADY EBADF");
        list("connect", "ECONNREFUSED EFAULT EINPROGRESS EINTR EISCONN ENETUNREACH ENOTSOCK");
        list("connect", "EPROTOTYPE ETIMEDOUT ECONNABORTED EINVAL");
        list("dup", "EBADF EMFILE ENOMEM");
        list("dup2", "EBADF EBUSY EINTR EMFILE");
        list("dup3", "EBADF EBUSY EINTR EINVAL EMFILE");
        list("epoll_create1", "EINVAL EMFILE ENFILE ENOMEM");
        list("epoll_ctl", "EBADF EEXIST EINVAL ELOOP ENOENT ENOMEM ENOSPC EPERM");
        list("epoll_wait", "EBADF EFAULT EINTR EINVAL");
        list("eventfd2", "EINVAL EMFILE ENFILE ENODEV ENOMEM");
        list("fcntl", "EAGAIN EBADF EINVAL EMFILE EPERM EFAULT");
        list("fork", "EAGAIN ENOMEM ENOSYS");
        list("getpeername", "EBADF EFAULT EINVAL ENOBUFS ENOTCONN ENOTSOCK");
        list("getsockname", "EBADF EFAULT EINVAL ENOBUFS ENOTSOCK");
        list("getsockopt", "EBADF EFAULT EINVAL ENOPROTOOPT ENOTSOCK EOPNOTSUPP");
        list("ioctl", "EBADF EFAULT EINVAL ENOTTY");
        list("listen", "EADDRINUSE EBADF ENOTSOCK EOPNOTSUPP EINVAL");
        list("pipe2", "EFAULT EINVAL EMFILE ENFILE ENOPKG");
        list("poll", "EFAULT EINTR EINVAL ENOMEM");
        list(
                "read",
                "EAGAIN EBADF EFAULT EINTR EINVAL EIO EISDIR ENOTCONN ECONNREFUSED ECONNRESET");
        list("readv", "EAGAIN EBADF EFAULT EINTR EINVAL EIO EISDIR ENOTCONN ECONNRESET");
        list("recvfrom", "EAGAIN EBADF ECONNREFUSED EFAULT EINTR EINVAL ENOMEM ENOTCONN ENOTSOCK");
        list("recvfrom", "ECONNRESET ETIMEDOUT");
        list("recvmsg", "EAGAIN EBADF ECONNREFUSED EFAULT EINTR EINVAL ENOMEM ENOTCONN ENOTSOCK");
        list("select", "EBADF EINTR EINVAL ENOMEM");
        list("send", "EACCES EAGAIN EALREADY EBADF ECONNRESET EDESTADDRREQ EFAULT EINTR EINVAL");
        list("send", "EISCONN EMSGSIZE ENOBUFS ENOMEM ENOTCONN ENOTSOCK EOPNOTSUPP EPIPE");
        list("sendto", "EACCES EAGAIN EBADF ECONNRESET EDESTADDRREQ EFAULT EINTR EINVAL EISCONN");
        list("sendto", "EMSGSIZE ENOBUFS ENOMEM ENOTCONN ENOTSOCK EOPNOTSUPP EPIPE");
        list("sendmsg", "EACCES EAGAIN EBADF ECONNRESET EDESTADDRREQ EFAULT EINTR EINVAL EISCONN");
        list("sendmsg", "EMSGSIZE ENOBUFS ENOMEM ENOTCONN ENOTSOCK EOPNOTSUPP EPIPE");
        list("setsockopt", "EBADF EFAULT EINVAL ENOPROTOOPT ENOTSOCK EPERM EDOM ENOMEM");
        list("shutdown", "EBADF EINVAL ENOTCONN ENOTSOCK");
        list("socket", "EACCES EAFNOSUPPORT EINVAL EMFILE ENFILE ENOBUFS ENOMEM EPROTONOSUPPORT");
        list("waitpid", "EAGAIN ECHILD EINTR EINVAL ESRCH");
        list(
                "write",
                "EAGAIN EBADF EDESTADDRREQ EDQUOT EFAULT EFBIG EINTR EINVAL EIO ENOSPC EPERM");
        list("write", "EPIPE ECONNRESET ECONNREFUSED");
        list("writev", "EAGAIN EBADF EDESTADDRREQ EFAULT EINTR EINVAL EIO EPIPE ECONNRESET");

        why("EFAULT", "Java has no wrong pointers");
        why("ENOMEM ENOBUFS ENFILE", "the machine would have to run out of memory or files");
        why("EMFILE", "the limit is the whole JVM's, whose threads the processes on Linux are");
        why("EIO ENOSPC EDQUOT EFBIG EISDIR ENODEV ENOPKG ENOSYS", "of disks and directories");
        why("EBUSY", "a race with open(2)");
        why("ETIMEDOUT", "takes two minutes of Linux");
        why("EPROTO EPROTOTYPE", "of other protocols");
    }

    private ManPages() {}

    private static void list(String call, String errors) {
        LISTED.merge(call, errors, (before, more) -> before + " " + more);
    }

    private static void why(String errors, String reason) {
        for (String error : errors.split(" ")) {
            OUT_OF_REACH.put(error, reason);
        }
    }

    /** Of each call the errors that it is listed with and that no program has had. */
    static String neverReached(Map<String, Integer> seen) {
        StringBuilder text = new StringBuilder();
        Map<String, TreeSet<String>> outOfReach = new LinkedHashMap<>();
        LISTED.forEach(
                (call, errors) -> {
                    List<String> never =
                            Arrays.stream(errors.split(" "))
                                    .filter(error -> !seen.containsKey(call + " " + error))
                                    .toList();
                    List<String> might =
                            never.stream().filter(each -> !OUT_OF_REACH.containsKey(each)).toList();
                    never.stream()
                            .filter(OUT_OF_REACH::containsKey)
                            .forEach(
                                    each ->
                                            outOfReach
                                                    .computeIfAbsent(each, _ -> new TreeSet<>())
                                                    .add(call));
                    if (!might.isEmpty()) {
                        text.append("| `%s` | %s |%n".formatted(call, String.join(", ", might)));
                    }
                });
        text.append(
                "\nOut of reach, each for its reason:\n\n| error | calls | why |\n|---|---|---|\n");
        outOfReach.forEach(
                (error, calls) ->
                        text.append(
                                "| %s | %s | %s |%n"
                                        .formatted(
                                                error,
                                                String.join(", ", calls),
                                                OUT_OF_REACH.get(error))));
        return text.toString();
    }
}
