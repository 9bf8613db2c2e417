package io.jackfield.socket;

import io.jackfield.address.IpAddress;
import io.jackfield.ip.AncillaryData;
import io.jackfield.port.Binding;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddress;
import io.jackfield.udp.UdpEndpoint;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** A socket of SOCK_DGRAM: UDP. */
public final class DatagramSocket extends DatagramReceiving {
    private static final int READABLE = Readiness.POLLIN | Readiness.POLLRDNORM;
    private static final int WRITABLE =
            Readiness.POLLOUT | Readiness.POLLWRNORM | Readiness.POLLWRBAND;

    /** Flags of send that a datagram cannot have here. */
    private static final int REFUSED = MessageFlags.MSG_MORE;

    private boolean isReceiveShut;
    private boolean isSendShut;

    DatagramSocket(Protocols host, int family, int uid) {
        super(host, family, uid);
    }

    private Binding<UdpEndpoint> binding() {
        return endpoint.binding();
    }

    @Override
    IpAddress localAddress() {
        return binding().address();
    }

    @Override
    int localPort() {
        return binding().port();
    }

    @Override
    @Nullable IpAddress remoteAddress() {
        return endpoint.remote();
    }

    @Override
    int remotePort() {
        return endpoint.remotePort();
    }

    @Override
    boolean isNamed() {
        return binding().isBound();
    }

    @Override
    int own(IpAddress local, int port) {
        Binding<UdpEndpoint> binding = binding();
        IpAddress before = binding.address();
        binding.address(local);
        nameChanged();
        int result =
                port != 0
                        ? udp.ports().bind(binding, port)
                        : udp.ports().bindEphemeral(binding, portRange());
        if (result < 0) {
            binding.address(before);
            return result;
        }
        endpoint.addressNamed(!local.isAny());
        endpoint.nameForeign(!maySendFrom(local));
        udp.ports().receive(binding, endpoint);
        return 0;
    }

    @Override
    int keepAddress(IpAddress local) {
        binding().address(local);
        endpoint.addressNamed(!local.isAny());
        endpoint.nameForeign(!maySendFrom(local));
        return 0;
    }

    @Override
    void nameChanged() {
        binding().reuseAddress(is(REUSE_ADDRESS));
        binding().reusePort(is(REUSE_PORT));
        binding().v6Only(is(V6_ONLY));
        binding().v6Socket(isV6());
        binding().boundIndex(options().boundIndex);
    }

    /** Has a port if it had none; 0 or -EAGAIN (LINUX.md 56). */
    private int autobind() {
        if (binding().isBound()) {
            return 0;
        }
        return own(binding().address(), 0) == 0 ? 0 : Errno.EAGAIN.result();
    }

    @Override
    public int connect(SocketAddress address, long nowNanos) {
        if (address.length() < SocketAddress.FAMILY_ONLY) {
            return Errno.EINVAL.result();
        }
        if (address.family() == Family.AF_UNSPEC) {
            return disconnect();
        }
        int result = autobind();
        if (result < 0) {
            return result;
        }
        if (isV6() && is(V6_ONLY) && address.family() == Family.AF_INET) {
            return Errno.EAFNOSUPPORT.result();
        }
        int wrong = wrongDestination(address, true);
        if (wrong < 0) {
            return wrong;
        }
        if (isV6() && is(V6_ONLY) && address.address().isV4()) {
            return Errno.ENETUNREACH.result();
        }
        if (isNamedOtherwise(meant(address))) {
            return Errno.EAFNOSUPPORT.result();
        }
        takeScope(address);
        return udp.output().connect(endpoint, meant(address), address.port());
    }

    private void takeScope(SocketAddress address) {
        if (address.scopeId() != 0 && address.address().isLinkLocal()) {
            ownOptions().boundIndex = address.scopeId();
            nameChanged();
        }
    }

    /** LINUX.md 93: what the program did not name is unnamed again. */
    private int disconnect() {
        udp.output().disconnect(endpoint);
        if (!is(ADDRESS_NAMED)) {
            binding().address(any());
        }
        if (!is(PORT_NAMED) && binding().isBound()) {
            udp.ports().release(binding());
        }
        return 0;
    }

    @Override
    public int shutdown(int how, long nowNanos) {
        isReceiveShut |= how != Family.SHUT_WR;
        isSendShut |= how != Family.SHUT_RD;
        wake(readiness() | Readiness.POLLHUP); // Linux wakes who sleeps even if it then refuses
        return endpoint.isConnected() ? 0 : Errno.ENOTCONN.result();
    }

    @Override
    public int send(ByteBuffer data, int flags, @Nullable SocketAddress to, long nowNanos) {
        return sendWith(data, flags, to, null, nowNanos);
    }

    @Override
    public int send(
            ByteBuffer data,
            int flags,
            @Nullable SocketAddress to,
            ByteBuffer control,
            long nowNanos) {
        return sendWith(data, flags, to, control, nowNanos);
    }

    private int sendWith(
            ByteBuffer data,
            int flags,
            @Nullable SocketAddress to,
            @Nullable ByteBuffer control,
            long nowNanos) {
        int result = autobind();
        if (result < 0) {
            return result;
        }
        IpAddress remote = endpoint.remote();
        int port = endpoint.remotePort();
        if (data.remaining() > 0xffff) {
            return Errno.EMSGSIZE.result();
        }
        boolean isUrgent = (flags & MessageFlags.MSG_OOB) != 0; // over IPv6 it means nothing
        if (isUrgent && !isV6()) {
            return Errno.EOPNOTSUPP.result();
        }
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
        }
        if ((flags & REFUSED) != 0 || (isUrgent && remote.isV4())) {
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
        boolean isDirect = (flags & MessageFlags.MSG_DONTROUTE) != 0;
        AncillaryData with = control != null || isDirect ? new AncillaryData() : null;
        if (with != null) {
            with.isDirect = isDirect;
            int wrong = control == null ? 0 : SentControl.read(this, remote.isV4(), control, with);
            if (wrong < 0) {
                return wrong;
            }
        }
        int sent = udp.output().send(endpoint, data, remote, port, with, nowNanos);
        if (sent >= 0) {
            wake(WRITABLE); // Linux: its memory is free again, which is an edge for EPOLLET
        }
        return sent;
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

    /** Linux: a receiver that would sleep gets an end; one that would not may come again. */
    @Override
    public boolean hasEnded() {
        return isReceiveShut;
    }

    @Override
    public boolean receivesInTurn() {
        return true;
    }

    @Override
    public int readiness() {
        int ready = WRITABLE;
        if (endpoint.hasError() || endpoint.hasQueuedErrors()) {
            ready |= Readiness.POLLERR;
            ready |= options().tellsErrors ? Readiness.POLLPRI : 0;
        }
        if (endpoint.hasData()) {
            ready |= READABLE;
        }
        if (isReceiveShut) {
            ready |= READABLE | Readiness.POLLRDHUP;
        }
        return isReceiveShut && isSendShut ? ready | Readiness.POLLHUP : ready;
    }

    @Override
    protected void released(long nowNanos) {
        udp.close(endpoint);
    }
}
