package io.jackfield.linux.conformance;

import io.jackfield.linux.conformance.Herd.Tally;

import java.util.List;

/** Rows 26 to 30: whom a connection wakes of six processes that wait for it. */
final class HerdRows {
    private HerdRows() {}

    static List<Row> all() {
        return List.of(
                Row.of(
                        "26",
                        "six processes in accept, twelve connections",
                        "accept: 12 wake-ups\nin turn: true",
                        c -> {
                            Tally tally = noted(c, Herd.ACCEPT);
                            c.note("in turn: " + tally.isRotating());
                        }),
                Row.of(
                        "27",
                        "the same in select and in poll",
                        "select: 72 wake-ups\npoll: 72 wake-ups",
                        c -> {
                            noted(c, Herd.SELECT);
                            noted(c, Herd.POLL);
                        }),
                Row.of(
                        "28",
                        "an epoll for each process",
                        """
                        epoll, one each, level: 72 wake-ups
                        epoll, one each, edge: 72 wake-ups
                        """,
                        c -> {
                            noted(c, Herd.LEVEL);
                            noted(c, Herd.EDGE);
                        }),
                Row.of(
                        "29",
                        "the same with EPOLLEXCLUSIVE",
                        """
                        EPOLLEXCLUSIVE, level: 12 wake-ups
                        all by one: true
                        EPOLLEXCLUSIVE, edge: 12 wake-ups
                        all by one: true
                        """,
                        c -> {
                            c.note("all by one: " + noted(c, Herd.EXCLUSIVE_LEVEL).isOnesAlone());
                            c.note("all by one: " + noted(c, Herd.EXCLUSIVE_EDGE).isOnesAlone());
                        }),
                Row.of(
                        "30",
                        "one epoll for all",
                        """
                        one epoll for all, edge: 12 wake-ups
                        all by one: true
                        level: more
                        """,
                        c -> {
                            c.note("all by one: " + noted(c, Herd.SHARED_EDGE).isOnesAlone());
                            int wakeUps = Herd.SHARED_LEVEL.run(c).wakeUps();
                            c.note("level: " + (wakeUps > Herd.CONNECTIONS ? "more" : wakeUps));
                        }));
    }

    private static Tally noted(Calls c, Herd herd) {
        Tally tally = herd.run(c);
        c.note(herd.words + ": " + tally.wakeUps() + " wake-ups");
        return tally;
    }
}
