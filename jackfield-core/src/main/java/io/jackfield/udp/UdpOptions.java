package io.jackfield.udp;

import io.jackfield.address.IpAddress;
import io.jackfield.ip.PathMtuDiscovery;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;

import org.jspecify.annotations.Nullable;

/** What a program has set for a datagram socket, of what shows in the packets. */
public final class UdpOptions {
    private int receiveBuffer;
    private int sendBuffer;
    private boolean isBroadcast;
    private int hopLimit = -1;
    private int hopLimit6 = -1;
    private int trafficClass;
    private int trafficClass6;
    private int multicastHops = 1;
    private int multicastHops6 = 1;
    private boolean isMulticastLoop = true;
    private boolean isMulticastLoop6 = true;
    private boolean isMulticastAll = true;
    private boolean isMulticastAll6 = true;
    private int multicastIndex;
    private int multicastIndex6;
    private @Nullable IpAddress multicastSource;
    private PathMtuDiscovery discovery;
    private boolean queuesErrors;
    private boolean queuesErrors6;
    private boolean keepsCircumstances;
    private int unicastIndex;
    private int unicastIndex6;
    private boolean isDirect;
    private boolean isDontFragment6;
    private boolean isNoCheck;
    private boolean isNoCheck6;
    private boolean takesUnchecked6;
    private boolean isCorked;
    private boolean takesSuper;
    private int segmentSize;

    public UdpOptions(Settings settings) {
        receiveBuffer = settings.get(Setting.RMEM_DEFAULT);
        sendBuffer = settings.get(Setting.WMEM_DEFAULT);
        discovery =
                settings.isOn(Setting.IP_NO_PMTU_DISC)
                        ? PathMtuDiscovery.DONT
                        : PathMtuDiscovery.WANT;
    }

    /** SO_RCVBUF as the kernel keeps it, doubled. */
    public int receiveBuffer() {
        return receiveBuffer;
    }

    public void receiveBuffer(int octets) {
        receiveBuffer = octets;
    }

    /** SO_SNDBUF as the kernel keeps it, doubled. */
    public int sendBuffer() {
        return sendBuffer;
    }

    public void sendBuffer(int octets) {
        sendBuffer = octets;
    }

    /** SO_BROADCAST. */
    public boolean isBroadcast() {
        return isBroadcast;
    }

    public void broadcast(boolean on) {
        isBroadcast = on;
    }

    /** IP_TTL or IPV6_UNICAST_HOPS; -1 for the host's default. */
    public int hopLimit(boolean v4) {
        return v4 ? hopLimit : hopLimit6;
    }

    public void hopLimit(boolean v4, int hops) {
        if (v4) {
            hopLimit = hops;
        } else {
            hopLimit6 = hops;
        }
    }

    /** IP_TOS or IPV6_TCLASS. */
    public int trafficClass(boolean v4) {
        return v4 ? trafficClass : trafficClass6;
    }

    public void trafficClass(boolean v4, int octet) {
        if (v4) {
            trafficClass = octet;
        } else {
            trafficClass6 = octet;
        }
    }

    /** IP_MULTICAST_TTL or IPV6_MULTICAST_HOPS. */
    public int multicastHops(boolean v4) {
        return v4 ? multicastHops : multicastHops6;
    }

    public void multicastHops(boolean v4, int hops) {
        if (v4) {
            multicastHops = hops;
        } else {
            multicastHops6 = hops;
        }
    }

    /** IP_MULTICAST_LOOP or IPV6_MULTICAST_LOOP. */
    public boolean isMulticastLoop(boolean v4) {
        return v4 ? isMulticastLoop : isMulticastLoop6;
    }

    public void multicastLoop(boolean v4, boolean on) {
        if (v4) {
            isMulticastLoop = on;
        } else {
            isMulticastLoop6 = on;
        }
    }

    /**
     * IP_MULTICAST_ALL or IPV6_MULTICAST_ALL: hears groups that only others on the host have joined
     * (LINUX.md 52).
     */
    public boolean isMulticastAll(boolean v4) {
        return v4 ? isMulticastAll : isMulticastAll6;
    }

    public void multicastAll(boolean v4, boolean on) {
        if (v4) {
            isMulticastAll = on;
        } else {
            isMulticastAll6 = on;
        }
    }

    /** IP_MULTICAST_IF or IPV6_MULTICAST_IF: the index of the interface, 0 for the route's. */
    public int multicastIndex(boolean v4) {
        return v4 ? multicastIndex : multicastIndex6;
    }

    public void multicastIndex(boolean v4, int index) {
        if (v4) {
            multicastIndex = index;
        } else {
            multicastIndex6 = index;
        }
    }

    /** IP_MULTICAST_IF by address: where IPv4 multicast comes from; null for the route's. */
    public @Nullable IpAddress multicastSource() {
        return multicastSource;
    }

    public void multicastSource(@Nullable IpAddress source) {
        multicastSource = source;
    }

    /** IP_MTU_DISCOVER, IPV6_MTU_DISCOVER. */
    public PathMtuDiscovery discovery() {
        return discovery;
    }

    public void discovery(PathMtuDiscovery wanted) {
        discovery = wanted;
    }

    /** IP_RECVERR or IPV6_RECVERR: every error is reported, and queued with its circumstances. */
    public boolean queuesErrors(boolean v4) {
        return v4 ? queuesErrors : queuesErrors6;
    }

    public void queueErrors(boolean v4, boolean on) {
        if (v4) {
            queuesErrors = on;
        } else {
            queuesErrors6 = on;
        }
    }

    /** IP_UNICAST_IF or IPV6_UNICAST_IF: the index of the interface, 0 for the route's. */
    public int unicastIndex(boolean v4) {
        return v4 ? unicastIndex : unicastIndex6;
    }

    public void unicastIndex(boolean v4, int index) {
        if (v4) {
            unicastIndex = index;
        } else {
            unicastIndex6 = index;
        }
    }

    /** SO_DONTROUTE: to hosts on attached networks alone; IPv6 does not look at it. */
    public boolean isDirect() {
        return isDirect;
    }

    public void direct(boolean on) {
        isDirect = on;
    }

    /** IPV6_DONTFRAG. */
    public boolean isDontFragment6() {
        return isDontFragment6;
    }

    public void dontFragment6(boolean on) {
        isDontFragment6 = on;
    }

    /** SO_NO_CHECK or UDP_NO_CHECK6_TX: datagrams have no checksum. */
    public boolean isNoCheck(boolean v4) {
        return v4 ? isNoCheck : isNoCheck6;
    }

    public void noCheck(boolean v4, boolean on) {
        if (v4) {
            isNoCheck = on;
        } else {
            isNoCheck6 = on;
        }
    }

    /** UDP_NO_CHECK6_RX: takes IPv6 datagrams without a checksum (RFC 6935). */
    public boolean takesUnchecked6() {
        return takesUnchecked6;
    }

    public void takeUnchecked6(boolean on) {
        takesUnchecked6 = on;
    }

    /** UDP_CORK: what is sent is collected for one datagram. */
    public boolean isCorked() {
        return isCorked;
    }

    public void cork(boolean on) {
        isCorked = on;
    }

    /** UDP_SEGMENT: octets of each datagram that one send is cut into; 0 if it is not. */
    public int segmentSize() {
        return segmentSize;
    }

    public void segmentSize(int octets) {
        segmentSize = octets;
    }

    /** UDP_GRO: takes datagrams that were sent as one as one. */
    public boolean takesSuper() {
        return takesSuper;
    }

    public void takeSuper(boolean on) {
        takesSuper = on;
    }

    /** Whether what arrives is kept as a {@link ReceivedDatagram}. */
    public boolean keepsCircumstances() {
        return keepsCircumstances;
    }

    public void keepCircumstances(boolean on) {
        keepsCircumstances = on;
    }

    /** The hop limit of a packet. */
    public int hops(boolean v4, boolean multicast, Settings settings) {
        int set = multicast ? multicastHops(v4) : hopLimit(v4);
        Setting standard = v4 ? Setting.IP_DEFAULT_TTL : Setting.IPV6_HOP_LIMIT;
        return set >= 0 ? set : settings.get(standard);
    }
}
