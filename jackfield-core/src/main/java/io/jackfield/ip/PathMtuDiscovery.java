package io.jackfield.ip;

import io.jackfield.ip.route.Route;

/** What a socket wants of path MTU discovery: IP_MTU_DISCOVER and IPV6_MTU_DISCOVER. */
public enum PathMtuDiscovery {
    /** Never DF; fragmented to the path MTU. */
    DONT,
    /** DF where the packet fits the path MTU; else fragmented here. */
    WANT,
    /** Always DF: EMSGSIZE for what does not fit the path MTU. */
    DO,
    /** Always DF, the path MTU ignored: for those who measure paths themselves. */
    PROBE,
    /** Never DF, the path MTU ignored: EMSGSIZE beyond the interface's. */
    INTERFACE,
    /** Like INTERFACE, but fragmented to the interface's MTU. */
    OMIT;

    private static final PathMtuDiscovery[] VALUES = values();

    /** Linux's numbers are the ordinals; null for any other. */
    public static @org.jspecify.annotations.Nullable PathMtuDiscovery of(int number) {
        return number >= 0 && number < VALUES.length ? VALUES[number] : null;
    }

    /** The octets that one packet may have. */
    public int mtu(Route route) {
        return switch (this) {
            case DONT, WANT, DO -> route.mtu();
            case PROBE, INTERFACE, OMIT -> route.nic().mtu();
        };
    }

    /** Whether a packet of that length carries DF. */
    boolean setsDontFragment(int length, Route route) {
        return switch (this) {
            case DO, PROBE -> true;
            case WANT -> length <= route.mtu() && !route.isMtuLocked();
            case DONT, INTERFACE, OMIT -> false;
        };
    }

    /** Whether this host may cut a packet that is too long. */
    public boolean mayFragment() {
        return switch (this) {
            case DONT, WANT, OMIT -> true;
            case DO, PROBE, INTERFACE -> false;
        };
    }
}
