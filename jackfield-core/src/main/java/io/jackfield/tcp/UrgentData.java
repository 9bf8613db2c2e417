package io.jackfield.tcp;

import io.jackfield.observe.Setting;
import io.jackfield.observe.TcpState;
import io.jackfield.packet.Segment;
import io.jackfield.posix.Errno;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Readiness;
import io.jackfield.tcp.receive.UrgentMark;
import io.jackfield.tcp.sequence.Seq;

import java.nio.ByteBuffer;

/**
 * Urgent data (RFC 9293 §3.8.5) as Linux delivers it: the last octet of it is received out of band,
 * or inline with SO_OOBINLINE, and what is read stops in front of it.
 */
final class UrgentData {
    private UrgentData() {}

    /** SEGMENT ARRIVES, sixth: check the URG bit. */
    static void arrives(TcpConnection c, Segment seg) {
        if (seg.has(Segment.URG) && !c.isDone && !seg.has(Segment.SYN)) {
            point(c, seg);
        }
        if (!c.rcv.isUrgent() || !c.rcv.urgent().isAwaited()) {
            return;
        }
        UrgentMark mark = c.rcv.urgent();
        int at = mark.seq() - seg.seq();
        if (at >= 0 && at < seg.payloadLength()) {
            byte[] octet = new byte[1];
            seg.copyPayload(at, octet, 0, 1);
            mark.arrived(octet[0]);
            c.tell(Readiness.POLLIN | Readiness.POLLPRI);
        }
    }

    private static void point(TcpConnection c, Segment seg) {
        int pointer = seg.urgentPointer();
        if (pointer > 0 && !c.tcp.settings().isOn(Setting.TCP_STDURG)) {
            pointer--; // RFC 6093 §2.1: everybody points behind the octet
        }
        int seq = seg.seq() + pointer;
        int copied = copied(c);
        if (Seq.before(seq, copied) || Seq.before(seq, c.rcv.nxt)) {
            return;
        }
        UrgentMark mark = c.rcv.urgent();
        boolean isHole = hole(c) > 0;
        if (mark.move(seq) && isHole) {
            c.rcv.discard(1); // the user stands at the mark: the octet before is no data after all
        }
    }

    /** The number of the first octet that the user has not read: Linux's copied_seq. */
    private static int copied(TcpConnection c) {
        return c.rcv.nxt - c.rcv.unread() - (c.isDone ? 1 : 0);
    }

    /** Whether what the user reads next is the urgent octet, or comes after it (SIOCATMARK). */
    static boolean isAtMark(TcpConnection c) {
        return c.rcv.isUrgent() && c.rcv.urgent().seq() == copied(c);
    }

    /** 1 if the user stands at the mark and the octet there is not of the stream; else 0. */
    static int hole(TcpConnection c) {
        return isAtMark(c) && !c.options().oobInline() && c.rcv.unread() > 0 ? 1 : 0;
    }

    /** How many of so many octets may be read at once: up to the mark, or on from there. */
    static int upToMark(TcpConnection c, int wanted) {
        if (!c.rcv.isUrgent()) {
            return wanted;
        }
        int before = c.rcv.urgent().seq() - copied(c);
        return before > 0 ? Math.min(before, wanted) : wanted;
    }

    /** The user has read on: a mark that lies behind it is none any more. */
    static void passed(TcpConnection c) {
        if (c.rcv.isUrgent() && Seq.after(copied(c), c.rcv.urgent().seq())) {
            c.rcv.urgent().clear();
        }
    }

    /** The octets in front of the mark, or all if it is not among them (SIOCINQ). */
    static int unread(TcpConnection c) {
        int unread = c.rcv.unread();
        if (!c.rcv.isUrgent() || c.options().oobInline()) {
            return unread;
        }
        int before = c.rcv.urgent().seq() - copied(c);
        return before >= 0 && before < unread ? before : unread;
    }

    /** recv(2) with MSG_OOB, which never waits: the octet, or why there is none. */
    static int receive(TcpConnection c, ByteBuffer to, int flags) {
        if (c.options().oobInline() || !c.rcv.isUrgent() || c.rcv.urgent().isTaken()) {
            return Errno.EINVAL.result();
        }
        if (c.state() == TcpState.CLOSED && !c.isDone) {
            return Errno.ENOTCONN.result();
        }
        UrgentMark mark = c.rcv.urgent();
        if (mark.isAwaited()) {
            return c.isReceiveShut ? 0 : Errno.EAGAIN.result();
        }
        if ((flags & MessageFlags.MSG_PEEK) == 0) {
            mark.taken();
        }
        if (!to.hasRemaining()) {
            return 0;
        }
        if ((flags & MessageFlags.MSG_TRUNC) == 0) {
            to.put(mark.octet());
        } else {
            to.position(to.position() + 1);
        }
        return 1;
    }
}
