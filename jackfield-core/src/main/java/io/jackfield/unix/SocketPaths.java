package io.jackfield.unix;

import io.jackfield.posix.Errno;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;

/**
 * The paths that sockets of a host were bound to, which stay until they are unlinked: a host has no
 * other files. Every directory is there, belongs to root and is like /tmp, in which anybody may
 * make what is not there and remove what is their own; every process is in the root directory.
 */
final class SocketPaths {
    /** What is left of 0777 under the usual umask of 022. */
    private static final int MODE = 0755;

    private static final int MOST_NAME = 255;
    private static final int MOST_PATH = 4096;

    private final TreeMap<String, Node> nodes = new TreeMap<>();

    /** What a path leads to. */
    static final class Node {
        final int uid;
        int mode = MODE;

        /** The socket bound to it; null once that is closed. */
        @Nullable UnixEndpoint socket;

        Node(int uid, UnixEndpoint socket) {
            this.uid = uid;
            this.socket = socket;
        }

        /** Whether a user may write to it, and so connect and send. */
        boolean isWritableBy(int user) {
            return user == 0 || (mode & (user == uid ? 0200 : 0002)) != 0;
        }
    }

    /** Whether a socket may be made at a path: 0 or -errno. */
    int mayCreate(String path) {
        String place = resolve(path);
        if (place == null) {
            return Errno.ENOTDIR.result();
        }
        if (isDirectory(place) || nodes.containsKey(place)) {
            return Errno.EEXIST.result();
        }
        return path.endsWith("/") ? Errno.ENOENT.result() : 0;
    }

    /** Makes what {@link #mayCreate} allows. */
    Node create(String path, int uid, UnixEndpoint socket) {
        String place = resolve(path);
        assert place != null : "it may be created";
        Node node = new Node(uid, socket);
        nodes.put(place, node);
        return node;
    }

    /** What a path leads to; null if it is none: then {@link #whyNone}. */
    @Nullable Node find(String path) {
        String place = resolve(path);
        return place == null || path.endsWith("/") ? null : nodes.get(place);
    }

    /** Why {@link #find} found nothing that a user could connect to. */
    int whyNone(String path, int uid) {
        String place = resolve(path);
        if (place == null || (path.endsWith("/") && nodes.containsKey(place))) {
            return Errno.ENOTDIR.result();
        }
        if (!isDirectory(place)) {
            return Errno.ENOENT.result();
        }
        boolean isWritable = uid == 0 || !place.equals("/");
        return (isWritable ? Errno.ECONNREFUSED : Errno.EACCES).result();
    }

    /** unlink(2). */
    int unlink(String path, int uid) {
        int wrong = wrong(path);
        Node node = wrong < 0 ? null : find(path);
        if (node == null) {
            return wrong < 0 ? wrong : whyNoFile(path, Errno.EISDIR);
        }
        if (uid != 0 && uid != node.uid) {
            return Errno.EPERM.result();
        }
        nodes.remove(resolve(path));
        return 0;
    }

    /** chmod(2). */
    int chmod(String path, int mode, int uid) {
        int wrong = wrong(path);
        Node node = wrong < 0 ? null : find(path);
        if (node == null) {
            return wrong < 0 ? wrong : whyNoFile(path, Errno.EPERM);
        }
        if (uid != 0 && uid != node.uid) {
            return Errno.EPERM.result();
        }
        node.mode = mode & 07777;
        return 0;
    }

    private int whyNoFile(String path, Errno forDirectory) {
        int why = whyNone(path, 0);
        return why == Errno.ECONNREFUSED.result() ? forDirectory.result() : why;
    }

    private static int wrong(String path) {
        if (path.isEmpty()) {
            return Errno.ENOENT.result();
        }
        for (String name : path.split("/")) {
            if (name.getBytes(StandardCharsets.UTF_8).length > MOST_NAME) {
                return Errno.ENAMETOOLONG.result();
            }
        }
        boolean isLong = path.getBytes(StandardCharsets.UTF_8).length >= MOST_PATH;
        return isLong ? Errno.ENAMETOOLONG.result() : 0;
    }

    /** The root, /tmp, and whatever a path of a socket goes through. */
    private boolean isDirectory(String place) {
        if (place.equals("/") || place.equals("/tmp")) {
            return true;
        }
        String below = nodes.ceilingKey(place + "/");
        return below != null && below.startsWith(place + "/");
    }

    /** The path without what leads nowhere else; null if it goes through a socket. */
    private @Nullable String resolve(String path) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : path.split("/")) {
            if (nodes.containsKey("/" + String.join("/", names)) && !name.isEmpty()) {
                return null;
            }
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return "/" + String.join("/", names);
    }
}
