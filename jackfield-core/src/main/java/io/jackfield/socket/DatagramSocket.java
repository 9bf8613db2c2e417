package io.jackfield.socket;

import io.jackfield.address.IpAddress;
import io.jackfield.port.Binding;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddress;
import io.jackfield.udp.UdpEndpoint;

import org.jspecify.annotations.Nullable;

/** A socket of SOCK_DGRAM: UDP. */
public final class DatagramSocket extends DatagramSending {
    private static final int READABLE = Readiness.POLLIN | Readiness.POLLRDNORM;
    static final int WRITABLE = Readiness.POLLOUT | Readiness.POLLWRNORM | Readiness.POLLWRBAND;

    private boolean isReceiveShut;

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
        int connected = udp.output().connect(endpoint, meant(address), address.port());
        if (connected == 0) {
            redirect(meant(address), address.port());
        }
        return connected;
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
        wakeAll(~0); // Linux wakes who sleeps even if it then refuses
        return endpoint.isConnected() ? 0 : Errno.ENOTCONN.result();
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
