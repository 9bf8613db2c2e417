package io.jackfield.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.FdSet;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.Readiness;
import io.jackfield.process.Scene;

import org.junit.jupiter.api.Test;

/** Urgent data as Linux 6.18 delivers it to programs: each line was run there. */
class UrgentDataTest extends Scene {
    private static final int OOB = MessageFlags.MSG_OOB;
    private static final int DONTWAIT = MessageFlags.MSG_DONTWAIT;
    private static final int READABLE = Readiness.POLLIN | Readiness.POLLRDNORM;
    private static final int URGENT = Readiness.POLLPRI;
    private static final String INVALID = Integer.toString(Errno.EINVAL.result());
    private static final String AGAIN = Integer.toString(Errno.EAGAIN.result());

    private final int[] ends = pair(os);
    private final int here = ends[0];
    private final int there = ends[1];

    private void urge(String text) {
        assertThat(os.send(here, text(text), OOB)).isEqualTo(text.length());
    }

    private int ioctl(int fd, int request) {
        int[] answer = new int[1];
        assertThat(os.ioctl(fd, request, answer)).isZero();
        return answer[0];
    }

    /** What poll finds but for POLLOUT, how many octets FIONREAD, and whether at the mark. */
    private void is(int events, int unread, boolean atMark) {
        assertThat(poll(os, there) & (READABLE | URGENT | Readiness.POLLRDHUP)).isEqualTo(events);
        assertThat(ioctl(there, FileControl.FIONREAD)).isEqualTo(unread);
        assertThat(ioctl(there, FileControl.SIOCATMARK)).isEqualTo(atMark ? 1 : 0);
    }

    private String recv(int flags) {
        return recv(os, there, flags);
    }

    @Test
    void theOctetIsReceivedOutOfBandAndReadsStopInFrontOfIt() {
        send(os, here, "abc");
        urge("X");
        send(os, here, "def");
        is(READABLE | URGENT, 3, false);
        assertThat(recv(0)).isEqualTo("abc");
        is(READABLE | URGENT, 0, true);
        assertThat(recv(OOB | MessageFlags.MSG_PEEK)).isEqualTo("X");
        assertThat(recv(OOB)).isEqualTo("X");
        is(READABLE, 0, true);
        assertThat(recv(OOB)).isEqualTo(INVALID);
        assertThat(recv(MessageFlags.MSG_PEEK)).isEqualTo("def");
        assertThat(recv(0)).isEqualTo("def");
        is(0, 0, false);
    }

    @Test
    void whoReadsOnHasLostIt() {
        urge("X");
        is(URGENT, 0, true);
        assertThat(recv(DONTWAIT | MessageFlags.MSG_PEEK)).isEqualTo(AGAIN);
        is(URGENT, 0, true);
        assertThat(recv(DONTWAIT)).isEqualTo(AGAIN);
        is(0, 0, false);
        assertThat(recv(OOB)).isEqualTo(INVALID);
    }

    @Test
    void aNewerMarkTakesThePlaceOfTheOlder() {
        urge("X");
        urge("YZ"); // only the last octet of a send is urgent
        is(READABLE | URGENT, 1, false);
        assertThat(recv(0)).isEqualTo("Y"); // who stood at the first mark never sees X
        assertThat(recv(OOB)).isEqualTo("Z");
        send(os, here, "ab");
        urge("Q");
        send(os, here, "c");
        urge("R");
        assertThat(recv(0)).as("an older mark that was not reached is none").isEqualTo("abQc");
        assertThat(recv(OOB)).isEqualTo("R");
    }

    @Test
    void inlineItIsAnOctetOfTheStreamBehindTheMark() {
        set(os, there, Option.SO_OOBINLINE, 1);
        assertThat(get(os, there, Option.SOL_SOCKET, Option.SO_OOBINLINE)).isOne();
        send(os, here, "abc");
        urge("X");
        send(os, here, "def");
        is(READABLE | URGENT, 7, false);
        assertThat(recv(OOB)).isEqualTo(INVALID);
        assertThat(recv(0)).isEqualTo("abc");
        is(READABLE | URGENT, 4, true);
        assertThat(recv(0)).isEqualTo("Xdef");
        is(0, 0, false);
    }

    @Test
    void waitingForAllEndsAtTheMark() {
        send(os, here, "abc");
        urge("X");
        send(os, here, "def");
        var seven = octets(7);
        assertThat(os.recv(there, seven, MessageFlags.MSG_WAITALL)).isEqualTo(3);
        assertThat(os.recv(there, seven, MessageFlags.MSG_DONTWAIT)).isEqualTo(3);
    }

    @Test
    void aMarkThatComesEndsAWait() {
        os.fork(
                child -> {
                    child.nanosleep(1_000_000); // until the other sleeps
                    return child.send(here, text("X"), OOB);
                });
        send(os, here, "abc");
        assertThat(os.recv(there, octets(7), MessageFlags.MSG_WAITALL)).isEqualTo(3);
        assertThat(recv(OOB)).isEqualTo("X");
    }

    @Test
    void selectTellsOfItAsAnExceptionalCondition() {
        urge("X");
        FdSet read = new FdSet();
        FdSet except = new FdSet();
        read.set(there);
        except.set(there);
        assertThat(os.select(there + 1, read, null, except, new long[1])).isOne();
        assertThat(read.isSet(there)).isFalse();
        assertThat(except.isSet(there)).isTrue();
        Message message = new Message(octets(5));
        assertThat(os.recvmsg(there, message, OOB)).isOne();
        assertThat(message.flags).isEqualTo(OOB);
    }

    @Test
    void epollWakesForIt() {
        int epoll = os.epollCreate1(0);
        control(os, epoll, Readiness.EPOLL_CTL_ADD, there, URGENT | Readiness.EPOLLET);
        assertThat(os.epollWait(epoll, room(1), 0)).isZero();
        send(os, here, "abc");
        assertThat(os.epollWait(epoll, room(1), 0)).isZero();
        urge("X");
        var events = room(1);
        assertThat(os.epollWait(epoll, events, 0)).isOne();
        assertThat(events[0].events).isEqualTo(URGENT);
        assertThat(os.epollWait(epoll, room(1), 0)).isZero();
        os.close(epoll);
    }

    @Test
    void theEndComesAfterIt() {
        urge("X");
        os.close(here);
        is(READABLE | URGENT | Readiness.POLLRDHUP, 0, true);
        assertThat(recv(OOB)).isEqualTo("X");
        assertThat(recv(0)).isEmpty();
        assertThat(recv(OOB)).isEqualTo(INVALID);
    }

    @Test
    void aLowWaterMarkDoesNotCountIt() {
        os.setsockopt(there, Option.SOL_SOCKET, Option.SO_RCVLOWAT, 2);
        urge("aX");
        is(READABLE | URGENT, 1, false);
        assertThat(recv(0)).isEqualTo("a");
        send(os, here, "b");
        assertThat(poll(os, there) & READABLE).isZero();
        send(os, here, "c");
        assertThat(poll(os, there) & READABLE).isEqualTo(READABLE);
    }

    @Test
    void whereNoneCanBe() {
        assertThat(recv(OOB)).isEqualTo(INVALID);
        assertThat(recv(os, tcp(os), OOB)).isEqualTo(INVALID);
        int listener = listener(os, 8080, 1);
        assertThat(recv(os, listener, OOB)).isEqualTo(Integer.toString(Errno.ENOTCONN.result()));
        assertThat(ioctl(listener, FileControl.SIOCATMARK)).isZero();
        set(os, listener, Option.SO_OOBINLINE, 1);
        int client = connected(os, HERE, 8080);
        int accepted = os.accept(listener, null);
        assertThat(get(os, accepted, Option.SOL_SOCKET, Option.SO_OOBINLINE)).isOne();
        assertThat(get(os, client, Option.SOL_SOCKET, Option.SO_OOBINLINE)).isZero();
        assertThat(os.send(here, octets(0), OOB)).isZero();
        assertThat(poll(os, there) & URGENT).isZero();
        os.shutdown(here, Family.SHUT_WR);
        assertThat(os.send(here, text("X"), OOB)).isEqualTo(Errno.EPIPE.result());
        int datagrams = udp(os);
        nonBlocking(os, datagrams);
        assertThat(recv(os, datagrams, OOB)).isEqualTo(AGAIN); // a datagram socket has no such flag
        assertThat(os.ioctl(datagrams, FileControl.SIOCATMARK, new int[1]))
                .isEqualTo(Errno.ENOTTY.result());
    }
}
