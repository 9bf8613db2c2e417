package io.jackfield.unix;

import io.jackfield.file.OpenFile;
import io.jackfield.posix.Errno;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The files on their way between processes: sent with SCM_RIGHTS and not received yet. Sockets that
 * only sockets on their way refer to, in a circle or not, are nobody's any more: {@link #collect}.
 */
final class Flight {
    /*
     * A socket is on its way as often as messages carry it. If nothing else refers to it and every
     * message that carries it waits at a socket of which the same is true, then nobody will receive
     * it. So all such candidates are taken, those that also wait where somebody may receive are
     * spared, with whatever waits at them, and so on; the rest is garbage. Without a circle there is
     * none, and none begins but with a message to a socket that is on its way.
     */
    private final Consumer<OpenFile> release;

    /** Of each user, in one element: files on their way. */
    private final Map<Integer, int[]> byUser = new LinkedHashMap<>();

    private final Set<UnixEndpoint> sockets = new LinkedHashSet<>();

    /** Given up, and not released yet. */
    private final ArrayDeque<Rights> lost = new ArrayDeque<>(0);

    private boolean mayHaveCircle;
    private boolean isWanted;
    private boolean isReleasing;
    private boolean isCollecting;

    /**
     * @param release gives a reference to a file up
     */
    Flight(Consumer<OpenFile> release) {
        this.release = release;
    }

    /** Whether a user may send more: 0 or -ETOOMANYREFS; a limit of −1 is none. */
    int mayDepart(Rights rights, int limit) {
        int[] count = byUser.get(rights.uid());
        return limit >= 0 && count != null && count[0] > limit ? Errno.ETOOMANYREFS.result() : 0;
    }

    /** The files wait from now on at a receiver. */
    void depart(Rights rights, UnixEndpoint receiver) {
        byUser.computeIfAbsent(rights.uid(), _ -> new int[1])[0] += rights.files().size();
        for (OpenFile file : rights.files()) {
            UnixEndpoint socket = socketOf(file);
            if (socket != null && socket.inFlight++ == 0) {
                sockets.add(socket);
            }
        }
        UnixEndpoint listener = receiver.listener;
        mayHaveCircle |= (listener == null ? receiver : listener).inFlight > 0;
    }

    /** They wait no more; the references are the caller's. */
    void arrive(Rights rights) {
        int[] count = byUser.get(rights.uid());
        assert count != null : "they have departed";
        count[0] -= rights.files().size();
        if (count[0] == 0) {
            byUser.remove(rights.uid());
        }
        for (OpenFile file : rights.files()) {
            UnixEndpoint socket = socketOf(file);
            if (socket != null && --socket.inFlight == 0) {
                sockets.remove(socket);
            }
        }
        mayHaveCircle &= !sockets.isEmpty();
    }

    /** Releases the files; one after the other, however long a chain of them hangs together. */
    void giveUp(Rights rights) {
        lost.add(rights);
        if (isReleasing) {
            return;
        }
        isReleasing = true;
        try {
            for (Rights next = lost.poll(); next != null; next = lost.poll()) {
                next.files().forEach(release);
            }
        } finally {
            isReleasing = false;
        }
        if (isWanted) {
            collect();
        }
    }

    private static @Nullable UnixEndpoint socketOf(OpenFile file) {
        return file instanceof UnixUser user ? user.endpoint() : null;
    }

    /** Ends the sockets that nobody can receive any more (Linux's unix_gc). */
    void collect() {
        isWanted = isReleasing; // who is at it looks again
        if (isReleasing || isCollecting || !mayHaveCircle) {
            return;
        }
        isCollecting = true;
        try {
            List<Rights> garbage = garbage();
            while (!garbage.isEmpty()) {
                garbage.forEach(this::arrive);
                garbage.forEach(this::giveUp);
                garbage = garbage();
            }
        } finally {
            isCollecting = false;
        }
    }

    /** What waits at sockets that are garbage, taken from there. */
    private List<Rights> garbage() {
        Set<UnixEndpoint> candidates = new LinkedHashSet<>();
        for (UnixEndpoint socket : sockets) {
            if (socket.isHeldByMessagesOnly()) {
                candidates.add(socket);
            }
        }
        for (UnixEndpoint candidate : reachable(candidates)) {
            candidates.remove(candidate);
        }
        List<Rights> garbage = new ArrayList<>();
        candidates.forEach(socket -> socket.loseMessages(garbage::add));
        return garbage;
    }

    /** Those of the candidates that wait where somebody may receive them. */
    private static List<UnixEndpoint> reachable(Set<UnixEndpoint> candidates) {
        Map<UnixEndpoint, int[]> elsewhere = new LinkedHashMap<>();
        candidates.forEach(socket -> elsewhere.put(socket, new int[] {socket.inFlight}));
        for (UnixEndpoint at : candidates) {
            at.forEachRight(file -> subtract(elsewhere, file));
        }
        List<UnixEndpoint> reachable = new ArrayList<>();
        elsewhere.forEach(
                (socket, count) -> {
                    if (count[0] > 0) {
                        reachable.add(socket);
                    }
                });
        Set<UnixEndpoint> seen = new LinkedHashSet<>(reachable);
        for (int i = 0; i < reachable.size(); i++) { // which grows
            reachable.get(i).forEachRight(file -> reach(file, candidates, seen, reachable));
        }
        return reachable;
    }

    private static void subtract(Map<UnixEndpoint, int[]> counts, OpenFile file) {
        int[] count = counts.get(socketOf(file));
        if (count != null) {
            count[0]--;
        }
    }

    private static void reach(
            OpenFile file,
            Set<UnixEndpoint> candidates,
            Set<UnixEndpoint> seen,
            List<UnixEndpoint> into) {
        UnixEndpoint socket = socketOf(file);
        if (socket != null && candidates.contains(socket) && seen.add(socket)) {
            into.add(socket);
        }
    }
}
