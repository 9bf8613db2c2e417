package io.jackfield.socket;

import io.jackfield.address.IpAddress;
import io.jackfield.ip.AncillaryData;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.SocketAddress;
import io.jackfield.udp.CorkedDatagram;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** What a datagram socket sends: where to, with what, alone or with what was sent before. */
abstract class DatagramSending extends DatagramReceiving {
    boolean isSendShut;

    /** What waits for more (UDP_CORK, MSG_MORE); null while nothing does. */
    private @Nullable CorkedDatagram corked;

    DatagramSending(Protocols host, int family, int uid) {
        super(host, family, Family.SOCK_DGRAM, Family.IPPROTO_UDP, uid);
    }

    /** Has a port if it had none; 0 or -EAGAIN (LINUX.md 56). */
    final int autobind() {
        if (endpoint.binding().isBound()) {
            return 0;
        }
        return own(endpoint.binding().address(), 0) == 0 ? 0 : Errno.EAGAIN.result();
    }

    final void takeScope(SocketAddress address) {
        if (address.scopeId() != 0 && address.address().isLinkLocal()) {
            ownOptions().boundIndex = address.scopeId();
            nameChanged();
        }
    }

    @Override
    public final int send(
            ByteBuffer data,
            int flags,
            @Nullable SocketAddress to,
            @Nullable ByteBuffer control,
            long nowNanos) {
        int result = autobind();
        if (result < 0) {
            return result;
        }
        if (data.remaining() > 0xffff) {
            return Errno.EMSGSIZE.result();
        }
        boolean isUrgent = (flags & MessageFlags.MSG_OOB) != 0; // over IPv6 it means nothing
        boolean asV4 = to != null && to.family() == Family.AF_INET && !is(V6_ONLY);
        if (isUrgent && (!isV6() || asV4)) {
            return Errno.EOPNOTSUPP.result();
        }
        if (corked != null) {
            return add(corked, data, flags, nowNanos); // wherever this one says that it goes
        }
        IpAddress remote = endpoint.remote();
        int port = endpoint.remotePort();
        if (to != null && !(isV6() && to.family() == Family.AF_UNSPEC)) {
            int wrong = wrongToSend(to);
            if (wrong < 0) {
                return wrong;
            }
            remote = meant(withFamily(to));
            port = to.port();
            takeScopeOf(to);
        } else if (remote == null) {
            return Errno.EDESTADDRREQ.result();
        } else if (to != null && remote.isV4()) {
            return Errno.ENETUNREACH.result(); // Linux looks for a mapped peer over IPv6 then
        }
        if (isUrgent && remote.isV4()) {
            return Errno.EOPNOTSUPP.result();
        }
        if (port == 0 && isV6() && remote.isV4()) {
            return Errno.EINVAL.result(); // other sockets that are connected to port 0 may send
        }
        int error = endpoint.takeError();
        if (error == 0 && isSendShut) {
            return Errno.EPIPE.result();
        }
        if (error != 0) {
            return -error;
        }
        return send(data, flags, remote, port, control, nowNanos);
    }

    private int send(
            ByteBuffer data,
            int flags,
            IpAddress remote,
            int port,
            @Nullable ByteBuffer control,
            long nowNanos) {
        boolean isDirect = (flags & MessageFlags.MSG_DONTROUTE) != 0;
        AncillaryData with = control != null || isDirect ? new AncillaryData() : null;
        if (with != null) {
            with.isDirect = isDirect;
            int wrong = control == null ? 0 : SentControl.read(this, remote.isV4(), control, with);
            if (wrong < 0) {
                return wrong;
            }
        }
        if (!collects(flags)) {
            return sent(udp.output().send(endpoint, data, remote, port, with, nowNanos));
        }
        int unreachable = udp.output().wrongWay(endpoint, remote, with);
        return unreachable < 0
                ? unreachable
                : add(new CorkedDatagram(remote, port, with, data), data, flags, nowNanos);
    }

    final void redirect(IpAddress peer, int port) {
        if (corked != null) {
            corked.connected(peer, port);
        }
    }

    private boolean collects(int flags) {
        return (flags & MessageFlags.MSG_MORE) != 0 || endpoint.options().isCorked();
    }

    /** What does not fit takes along all that was collected before, as on Linux. */
    private int add(CorkedDatagram whole, ByteBuffer data, int flags, long nowNanos) {
        int added = whole.append(data);
        corked = added >= 0 && collects(flags) ? whole : null;
        if (added < 0 || corked != null) {
            return added;
        }
        int sent = sent(whole.send(udp.output(), endpoint, nowNanos));
        return sent < 0 ? sent : added;
    }

    /** Linux: the memory of what was sent is free again, which is an edge for EPOLLET. */
    private int sent(int result) {
        if (result >= 0) {
            wake(DatagramSocket.WRITABLE);
        }
        return result;
    }

    @Override
    final void push(long nowNanos) {
        CorkedDatagram whole = corked;
        corked = null;
        if (whole != null) {
            whole.send(
                    udp.output(), endpoint, nowNanos); // setsockopt does not tell what came of it
        }
    }

    private void takeScopeOf(SocketAddress to) {
        if (options().boundIndex == 0 && isV6()) {
            takeScope(to);
        }
    }

    /** An address whose family a careless program left 0 is taken for what the socket is. */
    private static SocketAddress withFamily(SocketAddress to) {
        return to.family() == Family.AF_UNSPEC
                ? SocketAddress.inet(IpAddress.v4At(to.octets(), 4), to.port())
                : to;
    }

    private int wrongToSend(SocketAddress to) {
        boolean unspecified = !isV6() && to.family() == Family.AF_UNSPEC;
        if (isV6() && is(V6_ONLY) && to.family() == Family.AF_INET) {
            return Errno.ENETUNREACH.result();
        }
        int wrong =
                unspecified && to.length() >= SocketAddress.SOCKADDR_IN
                        ? 0
                        : wrongDestination(to, true);
        if (wrong < 0) {
            return wrong;
        }
        if (isV6() && is(V6_ONLY) && to.address().isV4()) {
            return Errno.ENETUNREACH.result();
        }
        if (isV6() && to.port() == 0) {
            return Errno.EINVAL.result();
        }
        if (!unspecified && isNamedOtherwise(meant(to))) {
            return Errno.EAFNOSUPPORT.result();
        }
        return to.port() == 0 ? Errno.EINVAL.result() : 0; // LINUX.md 59a
    }
}
